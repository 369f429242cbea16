package io.github.data2vec4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.data2vec4j.config.KeyComments;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class RunKindTest {

    /** A component that fails here lacks its {@code @param} in the Javadoc of its record. */
    @ParameterizedTest
    @EnumSource
    void everyKeyHasAComment(RunKind kind) {
        var records = new LinkedHashSet<Class<?>>();
        addRecords(kind.type(), records);

        assertThat(records).contains(kind.type()).hasSizeGreaterThan(1);
        assertThat(records.stream()
                        .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                        .filter(component -> KeyComments.of(component.getDeclaringRecord(), component.getName())
                                .filter(comment -> !comment.isBlank())
                                .isEmpty())
                        .map(component ->
                                component.getDeclaringRecord().getName() + " has no @param " + component.getName()))
                .isEmpty();
    }

    private static void addRecords(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            for (var argument : generic.getActualTypeArguments()) {
                addRecords(argument, found);
            }
        } else if (type instanceof Class<?> plain && plain.isRecord() && found.add(plain)) {
            for (var component : plain.getRecordComponents()) {
                addRecords(component.getGenericType(), found);
            }
        }
    }
}
