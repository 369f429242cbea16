/**
 * YAML files to Java records, with the line of every mistake.
 *
 * <p>Start at {@link io.github.data2vec4j.config.ConfigFile}. The package knows no other package of this library: any
 * record can be bound, and its components are the valid keys.
 */
package io.github.data2vec4j.config;
