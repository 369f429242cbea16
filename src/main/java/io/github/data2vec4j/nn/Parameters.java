package io.github.data2vec4j.nn;

/** A place in a store where a module declares its parameters: the module's path is the start of their names. */
public final class Parameters {

    private final ParameterStore store;
    private final String prefix;

    Parameters(ParameterStore store, String prefix) {
        this.store = store;
        this.prefix = prefix;
    }

    /** The place of a part of this module. */
    public Parameters at(String part) {
        return new Parameters(store, prefix + part + ".");
    }

    /** The place of a numbered part of this module. */
    public Parameters at(int index) {
        return at(Integer.toString(index));
    }

    /**
     * Declares a parameter.
     *
     * @throws IllegalArgumentException if the name is taken
     * @throws IllegalStateException if the store is allocated already
     */
    public Parameter parameter(String name, Init init, long... shape) {
        return store.declare(prefix + name, init, shape);
    }
}
