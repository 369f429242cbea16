package io.github.data2vec4j.shard;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Shards that other programs wrote; README.md beside them says how. */
public final class SampleShards {

    static final Wanted PICTURES = new Wanted("picture", Set.of("jpg", "png"), List.of("image"));

    private SampleShards() {}

    static Path tar(String name) {
        return resource("tar/" + name + ".tar");
    }

    /** A Parquet file by its name there. */
    public static Path parquet(String name) {
        return resource("parquet/" + name + ".parquet");
    }

    /** What the Parquet files hold, by the formula of README.md. */
    static byte[] value(int i) {
        var bytes = new byte[20 + i * 37 % 300];
        for (int k = 0; k < bytes.length; k++) {
            bytes[k] = (byte) (i * 31 + k * 7 + (k >> 3) * i);
        }
        return bytes;
    }

    private static Path resource(String name) {
        try {
            return Path.of(Objects.requireNonNull(SampleShards.class.getResource(name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
