package io.github.data2vec4j.torch;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.data2vec4j.bindings.d2v_torch;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who calls whom in this package and its tests, read from the class files. */
final class CallGraph {

    private static final String BINDINGS = d2v_torch.class.getName();

    private final JavaClasses classes;

    // Methods by the name that the tests use, whichever interface of Tensor declares them.
    private final Map<String, JavaCodeUnit> operators = new HashMap<>();

    private CallGraph(JavaClasses classes) {
        this.classes = classes;
        for (var type : classes) {
            for (var method : type.getMethods()) {
                operators.put(name(method.getOwner(), method.getName(), method.getRawParameterTypes()), method);
            }
        }
    }

    static CallGraph ofThisPackage() {
        var folder = CallGraph.class.getPackageName().replace('.', '/');
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            // Names are enough of what is outside; reading those classes too takes seconds.
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new CallGraph(new ClassFileImporter()
                    .importPaths(
                            ChildJvm.rootOf(CallGraph.class).resolve(folder),
                            ChildJvm.rootOf(Tensor.class).resolve(folder)));
        });
    }

    private static String name(JavaClass owner, String method, List<JavaClass> parameters) {
        boolean ofTensor = Arrays.stream(Tensor.class.getInterfaces())
                .anyMatch(type -> type.getName().equals(owner.getName()));
        return (ofTensor ? Tensor.class.getSimpleName() : owner.getSimpleName()) + "." + method + "("
                + parameters.stream().map(JavaClass::getSimpleName).collect(Collectors.joining(", ")) + ")";
    }

    /** The methods that some classes of this package call themselves, nested classes and lambdas included. */
    Set<String> methodsCalledBy(Predicate<String> simpleNameOfTheOuterClass) {
        return codeOf(simpleNameOfTheOuterClass)
                .flatMap(CallGraph::targets)
                .map(target -> name(target.getOwner(), target.getName(), target.getRawParameterTypes()))
                .collect(Collectors.toSet());
    }

    /** The functions of the C interface that some methods lead to. */
    Set<String> functionsReachedFrom(Set<String> methods) {
        return functions(methods.stream().map(operators::get).toList());
    }

    /** The functions of the C interface that a test leads to. */
    Set<String> functionsReachedFromTest(String simpleName) {
        return functions(codeOf(simpleName::equals).toList());
    }

    private Stream<JavaCodeUnit> codeOf(Predicate<String> simpleNameOfTheOuterClass) {
        return classes.stream()
                .filter(type -> simpleNameOfTheOuterClass.test(outerName(type)))
                .flatMap(type -> type.getCodeUnits().stream());
    }

    private static String outerName(JavaClass type) {
        var name = type.getName().substring(type.getPackageName().length() + 1);
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    private static Stream<AccessTarget.CodeUnitAccessTarget> targets(JavaCodeUnit code) {
        return Stream.<JavaAccess<? extends AccessTarget.CodeUnitAccessTarget>>concat(
                        code.getCallsFromSelf().stream(), code.getCodeUnitReferencesFromSelf().stream())
                .map(JavaAccess::getTarget);
    }

    private static Set<String> functions(List<JavaCodeUnit> start) {
        var functions = new TreeSet<String>();
        var seen = new HashSet<JavaCodeUnit>(start);
        var next = new ArrayDeque<JavaCodeUnit>(start);
        while (!next.isEmpty()) {
            targets(next.remove()).forEach(target -> {
                if (target.getOwner().getName().equals(BINDINGS)) {
                    functions.add(target.getName());
                }
                target.resolveMember().filter(seen::add).ifPresent(next::add);
            });
        }
        return functions;
    }
}
