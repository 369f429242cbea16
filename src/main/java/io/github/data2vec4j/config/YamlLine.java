package io.github.data2vec4j.config;

/**
 * A line of YAML that is being written.
 *
 * @param text the line without its comment
 * @param comment what is to be said of its key, or nothing
 * @param group the full key of the group that it stands in
 */
record YamlLine(String text, String comment, String group) {

    /** The line with another beginning of the same length. */
    YamlLine startingWith(String beginning) {
        return new YamlLine(beginning + text.substring(beginning.length()), comment, group);
    }

    String indent() {
        return " ".repeat(text.length() - text.stripLeading().length());
    }
}
