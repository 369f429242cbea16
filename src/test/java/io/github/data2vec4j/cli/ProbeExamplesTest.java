package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeExamplesTest {

    @TempDir
    private Path folder;

    @Test
    void theClassIsTheFolderBelowTheData() {
        assertThat(ProbeExamples.folderOf(folder, folder.resolve("amy/1/a.wav")))
                .isEqualTo("amy");
        assertThat(ProbeExamples.folderOf(folder, folder.resolve("a.wav"))).isEqualTo(".");
    }

    @Test
    void aManifestStandsForTheFolderThatItLiesIn() throws IOException {
        var manifest = Files.createFile(folder.resolve("train.jsonl"));
        assertThat(ProbeExamples.folderOf(manifest, folder.resolve("amy/talk.flac")))
                .isEqualTo("amy");
        assertThatThrownBy(() -> ProbeExamples.folderOf(manifest, folder.resolveSibling("ben/talk.flac")))
                .isInstanceOf(WrongArgumentException.class)
                .hasMessageContaining(folder.toString(), "ben/talk.flac lies elsewhere; move train.jsonl beside them");
    }
}
