package io.github.data2vec4j.torch;

import java.io.IOException;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * A resource and what tells its content from another's. A jar knows size and checksum of each entry, so hundreds of
 * megabytes need not be read for it.
 */
record JarContent(URL url, long size, long checksum) {

    static JarContent of(URL url) throws IOException {
        var connection = url.openConnection();
        if (connection instanceof JarURLConnection jar) {
            var entry = jar.getJarEntry();
            return new JarContent(url, entry.getSize(), entry.getCrc());
        }
        try (var stream = new CheckedInputStream(connection.getInputStream(), new CRC32())) {
            long size = stream.transferTo(OutputStream.nullOutputStream());
            return new JarContent(url, size, stream.getChecksum().getValue());
        }
    }
}
