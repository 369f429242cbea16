package io.github.data2vec4j.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this build. */
final class VersionText implements IVersionProvider {

    @Override
    public String[] getVersion() {
        var version = Main.class.getPackage().getImplementationVersion();
        return new String[] {"data2vec4j " + (version == null ? "(not packaged)" : version)};
    }
}
