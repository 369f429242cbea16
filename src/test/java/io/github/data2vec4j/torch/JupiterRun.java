package io.github.data2vec4j.torch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.ConfigurationParameters;
import org.junit.platform.engine.DiscoveryFilter;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.EngineExecutionListener;
import org.junit.platform.engine.ExecutionRequest;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.store.NamespacedHierarchicalStore;

/**
 * Runs a test class inside a test, to see what becomes of it.
 *
 * @param failures messages of what failed, by the name of the test or class
 */
record JupiterRun(List<Failure> failures) {

    /** A test or a class that failed. */
    record Failure(String name, String message) {}

    static JupiterRun of(Class<?> tests, Map<String, String> configuration) {
        var parameters = new Parameters(configuration);
        var engine = new JupiterTestEngine();
        var root = engine.discover(new Request(tests, parameters), UniqueId.forEngine(engine.getId()));
        var failures = new ArrayList<Failure>();
        var listener = new EngineExecutionListener() {
            @Override
            public void executionFinished(TestDescriptor test, TestExecutionResult result) {
                result.getThrowable()
                        .ifPresent(
                                e -> failures.add(new Failure(test.getDisplayName(), String.valueOf(e.getMessage()))));
            }
        };
        try (var session = new NamespacedHierarchicalStore<org.junit.platform.engine.support.store.Namespace>(null);
                var store = session.newChild()) {
            engine.execute(ExecutionRequest.create(root, listener, parameters, new NoOutput(), store));
        }
        return new JupiterRun(failures);
    }

    private record Parameters(Map<String, String> values) implements ConfigurationParameters {

        @Override
        public Optional<String> get(String key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public Optional<Boolean> getBoolean(String key) {
            return get(key).map(Boolean::parseBoolean);
        }

        @Override
        @Deprecated
        public int size() {
            return values.size();
        }

        @Override
        public Set<String> keySet() {
            return values.keySet();
        }
    }

    private record Request(Class<?> tests, Parameters parameters) implements EngineDiscoveryRequest {

        @Override
        public <T extends DiscoverySelector> List<T> getSelectorsByType(Class<T> type) {
            var selector = DiscoverySelectors.selectClass(tests);
            return type.isInstance(selector) ? List.of(type.cast(selector)) : List.of();
        }

        @Override
        public <T extends DiscoveryFilter<?>> List<T> getFiltersByType(Class<T> type) {
            return List.of();
        }

        @Override
        public ConfigurationParameters getConfigurationParameters() {
            return parameters;
        }

        @Override
        public OutputDirectoryCreator getOutputDirectoryCreator() {
            return new NoOutput();
        }
    }

    private static final class NoOutput implements OutputDirectoryCreator {

        @Override
        public Path getRootDirectory() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            throw new UnsupportedOperationException();
        }
    }
}
