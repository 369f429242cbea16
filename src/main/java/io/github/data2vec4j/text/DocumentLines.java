package io.github.data2vec4j.text;

import java.util.Iterator;
import java.util.stream.Stream;

/** The lines of a document that is one string: line breaks in it end lines, blank lines in it end nothing. */
final class DocumentLines {

    private DocumentLines() {}

    /** Lines without blanks around them, and an empty one at the end, which ends the document. */
    static Iterator<String> of(String document) {
        var lines = document.lines().map(String::strip).filter(line -> !line.isEmpty());
        return Stream.concat(lines, Stream.of("")).iterator();
    }
}
