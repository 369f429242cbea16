package io.github.data2vec4j.cli;

import io.github.data2vec4j.config.ConfigException;
import io.github.data2vec4j.config.ConfigFile;
import io.github.data2vec4j.report.Host;
import io.github.data2vec4j.report.RunPlan;

/** What reports need to know of a run, and this machine. */
final class RunPlans {

    private RunPlans() {}

    /** Of one that this version does not understand, the text alone. */
    static RunPlan read(String yaml) {
        try {
            var file = ConfigFile.parse("config.yaml", yaml);
            var kind = RunKind.of(file);
            var bound = file.bind(kind.type());
            var run = kind.bind(file);
            return new RunPlan(
                    kind.description(),
                    run.training().steps(),
                    run.collapse().targetFloor(),
                    run.collapse().predictionFloor(),
                    ConfigFile.toCommentedYaml(bound));
        } catch (ConfigException e) {
            return new RunPlan("", 0, 0, 0, yaml);
        }
    }

    static Host here() {
        return new Host(
                Surroundings.host(),
                process -> ProcessHandle.of(process).map(ProcessHandle::isAlive).orElse(false));
    }
}
