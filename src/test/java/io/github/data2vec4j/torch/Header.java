package io.github.data2vec4j.torch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What native/include/d2v_torch.h declares.
 *
 * @param functions number of parameters by function
 * @param constants value by enumerator
 */
record Header(Map<String, Integer> functions, Map<String, Integer> constants) {

    private static final Path FILE = Path.of("native", "include", "d2v_torch.h");

    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern FUNCTION =
            Pattern.compile("D2V_API\\s+[\\w\\s*]+?\\b(d2v_\\w+)\\s*\\((.*?)\\)\\s*;", Pattern.DOTALL);
    private static final Pattern CONSTANT = Pattern.compile("\\b(D2V_\\w+)\\s*=\\s*(\\d+)");

    static Header read() {
        try {
            return parse(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException("tests run in the folder of the project", e);
        }
    }

    static Header parse(String text) {
        var code = COMMENT.matcher(text).replaceAll(" ");
        var functions = new TreeMap<String, Integer>();
        FUNCTION.matcher(code).results().forEach(match -> functions.put(match.group(1), parameters(match.group(2))));
        var constants = new TreeMap<String, Integer>();
        CONSTANT.matcher(code)
                .results()
                .forEach(match -> constants.put(match.group(1), Integer.parseInt(match.group(2))));
        return new Header(functions, constants);
    }

    private static int parameters(String list) {
        if (list.trim().equals("void")) {
            return 0;
        }
        // A pointer to a function has parameters of its own.
        var flat = list.replaceAll("\\(\\*\\w+\\)\\([^)]*\\)", "function");
        return (int) Arrays.stream(flat.split(",", -1)).count();
    }
}
