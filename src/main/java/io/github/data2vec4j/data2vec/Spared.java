package io.github.data2vec4j.data2vec;

import io.github.data2vec4j.nn.Group;
import io.github.data2vec4j.nn.Parameter;
import java.util.List;

/**
 * Which parameters weight decay leaves alone.
 *
 * @param vectors whether those of one dimension: biases, norms and scales
 * @param names whether further ones, by the last part of their name
 */
public record Spared(boolean vectors, List<String> names) {

    /** Weight decay for all parameters. */
    public static final Spared NONE = new Spared(false, List.of());

    public Spared {
        names = List.copyOf(names);
    }

    /** How a parameter is updated. */
    public Group group(Parameter parameter) {
        var name = parameter.name().substring(parameter.name().lastIndexOf('.') + 1);
        return (vectors && parameter.dim() <= 1) || names.contains(name) ? Group.SPARED : Group.DECAYED;
    }
}
