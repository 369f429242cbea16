package io.github.data2vec4j.torch;

import java.util.List;
import java.util.stream.Stream;

/** The cases of all operators. */
final class OperatorTable {

    private OperatorTable() {}

    static List<OperatorCase> all() {
        return Stream.of(
                        ArithmeticCases.all(),
                        ComparisonCases.all(),
                        ShapingCases.all(),
                        PickingCases.all(),
                        ReductionCases.all(),
                        NetworkCases.all(),
                        LossCases.all(),
                        InPlaceCases.all(),
                        CreationCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
