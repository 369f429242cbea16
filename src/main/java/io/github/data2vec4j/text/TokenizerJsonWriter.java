package io.github.data2vec4j.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes a vocabulary as Hugging Face's tokenizers library lays it out, set up as RoBERTa's is. */
final class TokenizerJsonWriter {

    private static final JsonMapper JSON = JsonMapper.shared();

    private TokenizerJsonWriter() {}

    static void write(BytePairs pairs, Path file) throws IOException {
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        Files.writeString(file, JSON.writer().with(printer).writeValueAsString(root(pairs)) + "\n");
    }

    private static ObjectNode root(BytePairs pairs) {
        var root = JSON.createObjectNode();
        root.put("version", "1.0");
        root.putNull("truncation");
        root.putNull("padding");
        addSpecialTokens(root.putArray("added_tokens"), pairs);
        root.putNull("normalizer");
        addByteLevel(root.putObject("pre_tokenizer"));
        addPostProcessor(root.putObject("post_processor"), pairs);
        addByteLevel(root.putObject("decoder"));
        addModel(root.putObject("model"), pairs);
        return root;
    }

    private static void addSpecialTokens(ArrayNode added, BytePairs pairs) {
        for (var leading : BytePairs.LEADING) {
            addSpecialToken(added.addObject(), leading, pairs, false);
        }
        // As in RoBERTa, the blank before a mask belongs to it, since words bring their own.
        addSpecialToken(added.addObject(), BytePairs.MASK, pairs, true);
    }

    private static void addSpecialToken(ObjectNode token, String spelling, BytePairs pairs, boolean takesBlankBefore) {
        token.put("id", pairs.tokens().indexOf(spelling));
        token.put("content", spelling);
        token.put("single_word", false);
        token.put("lstrip", takesBlankBefore);
        token.put("rstrip", false);
        token.put("normalized", false);
        token.put("special", true);
    }

    private static void addByteLevel(ObjectNode part) {
        part.put("type", "ByteLevel");
        part.put("add_prefix_space", false);
        part.put("trim_offsets", true);
        part.put("use_regex", true);
    }

    private static void addPostProcessor(ObjectNode part, BytePairs pairs) {
        part.put("type", "RobertaProcessing");
        part.putArray("sep").add("</s>").add(pairs.tokens().indexOf("</s>"));
        part.putArray("cls").add("<s>").add(pairs.tokens().indexOf("<s>"));
        part.put("trim_offsets", true);
        part.put("add_prefix_space", false);
    }

    private static void addModel(ObjectNode model, BytePairs pairs) {
        model.put("type", "BPE");
        model.putNull("dropout");
        model.putNull("unk_token");
        model.putNull("continuing_subword_prefix");
        model.putNull("end_of_word_suffix");
        model.put("fuse_unk", false);
        model.put("byte_fallback", false);
        model.put("ignore_merges", false);
        var vocabulary = model.putObject("vocab");
        for (int token = 0; token < pairs.size(); token++) {
            vocabulary.put(pairs.tokens().get(token), token);
        }
        // Newer versions of the library write pairs, but all of them read this.
        var merges = model.putArray("merges");
        for (var merge : pairs.merges()) {
            merges.add(merge.first() + " " + merge.second());
        }
    }
}
