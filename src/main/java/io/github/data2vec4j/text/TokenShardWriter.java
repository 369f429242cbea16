package io.github.data2vec4j.text;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Writes lines of tokens to shards, one shard after the other. */
final class TokenShardWriter implements Closeable {

    private final Path folder;
    private final TokenType type;
    private final int end;
    private final long shardTokens;
    private final List<TokenDataset.Shard> written = new ArrayList<>();
    private final List<TokenSource> sources = new ArrayList<>();

    private Shard shard;
    // Written when it is known whether its document ends with it.
    private int pendingLine;
    private long finishedTokens;
    // Of the file under way; the tokens before it.
    private long documents;
    private long lines;
    private long tokensBefore;

    /** @param shardTokens after how many tokens another shard begins, with the next line */
    TokenShardWriter(Path folder, Vocabulary vocabulary, long shardTokens) throws IOException {
        this.folder = folder;
        this.type = TokenType.of(vocabulary);
        this.end = vocabulary.end();
        this.shardTokens = shardTokens;
        this.shard = new Shard();
    }

    /** A line, without special tokens. */
    void addLine(int[] line) throws IOException {
        writePending(0);
        if (shard.tokens >= shardTokens) {
            finishShard();
            shard = new Shard();
        }
        for (int token : line) {
            shard.add(token);
        }
        shard.add(end);
        pendingLine = line.length + 1;
        lines++;
    }

    /** A document ends; one without lines is none. */
    void endDocument() throws IOException {
        if (pendingLine > 0) {
            writePending(LineIndex.DOCUMENT_ENDS);
            shard.add(end);
            shard.documents++;
            documents++;
        }
    }

    /** A file ends, and with it its last document. */
    void endFile(Path file) throws IOException {
        endDocument();
        sources.add(new TokenSource(file.toString(), documents, lines, tokens() - tokensBefore));
        documents = 0;
        lines = 0;
        tokensBefore = tokens();
    }

    private void writePending(int flag) throws IOException {
        if (pendingLine > 0) {
            shard.lineFile.buffer().putInt(pendingLine | flag);
            shard.lines++;
            pendingLine = 0;
        }
    }

    private void finishShard() throws IOException {
        written.add(shard.finish());
        finishedTokens += shard.tokens;
        shard.close();
    }

    /** Ends the last shard, after the last file. */
    List<TokenDataset.Shard> finish() throws IOException {
        finishShard();
        return List.copyOf(written);
    }

    /** The files that have ended. */
    List<TokenSource> sources() {
        return List.copyOf(sources);
    }

    /** How many tokens were written. */
    long tokens() {
        return finishedTokens + shard.tokens;
    }

    TokenType type() {
        return type;
    }

    /** Where the shards are. */
    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        shard.close();
    }

    private final class Shard implements Closeable {

        private final CheckedFile tokenFile;
        private final CheckedFile lineFile;
        private long tokens;
        private long lines;
        private long documents;

        Shard() throws IOException {
            tokenFile = new CheckedFile(TokenShard.tokenFile(folder, written.size()));
            try {
                lineFile = new CheckedFile(TokenShard.lineFile(folder, written.size()));
            } catch (IOException e) {
                tokenFile.close();
                throw e;
            }
        }

        void add(int token) throws IOException {
            type.put(token, tokenFile.buffer());
            tokens++;
        }

        TokenDataset.Shard finish() throws IOException {
            return new TokenDataset.Shard(tokens, lines, documents, tokenFile.finish(), lineFile.finish());
        }

        @Override
        public void close() throws IOException {
            try (tokenFile) {
                lineFile.close();
            }
        }
    }
}
