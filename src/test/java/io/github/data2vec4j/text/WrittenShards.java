package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Token shards of lines that are numbers from the start. */
final class WrittenShards {

    private WrittenShards() {}

    /**
     * Writes a folder.
     *
     * @param vocabulary its special tokens become those of a tokenizer.json that encodes nothing
     * @param files each a list of documents, which are lists of lines
     */
    static Path write(Path folder, Vocabulary vocabulary, long shardTokens, Iterable<List<List<int[]>>> files)
            throws IOException {
        try (var place = ShardFolder.beside(folder)) {
            Files.writeString(place.file(Tokenizer.FILE), tokenizerJson(vocabulary));
            try (var writer = new TokenShardWriter(place.folder(), vocabulary, shardTokens)) {
                for (var documents : files) {
                    for (var document : documents) {
                        for (var line : document) {
                            writer.addLine(line);
                        }
                        writer.endDocument();
                    }
                    writer.endFile(Path.of("file" + writer.sources().size()));
                }
                var dataset = new TokenDataset(
                        TokenDataset.FORMAT,
                        writer.type(),
                        Fingerprint.of(place.file(Tokenizer.FILE)),
                        "/somewhere",
                        "text",
                        writer.finish());
                place.complete(dataset, writer.sources());
            }
        }
        return folder;
    }

    static String tokenizerJson(Vocabulary vocabulary) {
        var added = new ArrayList<String>();
        var names = List.of("<s>", "<pad>", "</s>", "<mask>");
        var ids = List.of(vocabulary.begin(), vocabulary.padding(), vocabulary.end(), vocabulary.mask());
        for (int i = 0; i < names.size(); i++) {
            added.add("{\"content\": \"%s\", \"id\": %d, \"special\": true}".formatted(names.get(i), ids.get(i)));
        }
        return "{\"added_tokens\": [%s], \"model\": {\"vocab\": {\"last\": %d}}}"
                .formatted(String.join(", ", added), vocabulary.size() - 1);
    }

    /** Documents of random lines of random lengths, none of them special. */
    static List<List<List<int[]>>> random(int files, int longestLine, Vocabulary vocabulary, RandomGenerator random) {
        var all = new ArrayList<List<List<int[]>>>();
        for (int i = 0; i < files; i++) {
            var documents = new ArrayList<List<int[]>>();
            for (int documentsLeft = random.nextInt(5); documentsLeft > 0; documentsLeft--) {
                documents.add(IntStream.range(0, random.nextInt(6))
                        .mapToObj(line -> random.ints(1 + random.nextInt(longestLine), 10, vocabulary.size())
                                .toArray())
                        .toList());
            }
            all.add(documents);
        }
        return all;
    }
}
