package io.github.data2vec4j.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.List;
import java.util.Optional;

/**
 * A C library that is installed on this machine, or is not. It stays loaded as long as the process, so whoever has a
 * function of it may call it at any time, from any thread.
 */
public final class SystemLibrary {

    private final String name;
    private final SymbolLookup symbols;

    private SystemLibrary(String name, SymbolLookup symbols) {
        this.name = name;
        this.symbols = symbols;
    }

    /**
     * Looks for a library.
     *
     * @param variable of the environment that may hold the path of its file, which is then the only place
     * @param names of its file on the various systems, looked for where the system looks for libraries
     * @return empty if there is none, or none that can be loaded
     * @throws NativeLoadException if the variable is set and names no library that can be loaded
     */
    public static Optional<SystemLibrary> find(String variable, List<String> names) {
        var path = System.getenv().getOrDefault(variable, "");
        if (!path.isEmpty()) {
            return Optional.of(open(path)
                    .orElseThrow(() -> new NativeLoadException(variable + " is " + path
                            + ", which is no library that can be loaded here; name the file of one, or unset it")));
        }
        return names.stream().flatMap(name -> open(name).stream()).findFirst();
    }

    /**
     * The same for one that is needed.
     *
     * @param advice ends the message where it is missing: how to get it, or how to do without
     * @throws NativeLoadException if there is none that can be loaded
     */
    public static SystemLibrary load(String variable, List<String> names, String advice) {
        return find(variable, names)
                .orElseThrow(() -> new NativeLoadException("there is no " + names.getFirst() + " on this system, and "
                        + variable + " names none; " + advice));
    }

    static Optional<SystemLibrary> open(String name) {
        try {
            return Optional.of(new SystemLibrary(name, SymbolLookup.libraryLookup(name, Arena.global())));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The name or path that it was found by. */
    public String name() {
        return name;
    }

    /**
     * A function of the library.
     *
     * @param descriptor what it takes and gives; where it does not fit, calling the function is undefined
     * @throws NativeLoadException if the library has no such function
     */
    public MethodHandle function(String function, FunctionDescriptor descriptor) {
        var address = symbols.find(function)
                .orElseThrow(() -> new NativeLoadException(
                        name + " has no function " + function + "; it is another version than is needed"));
        return Linker.nativeLinker().downcallHandle(address, descriptor);
    }
}
