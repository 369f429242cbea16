package io.github.data2vec4j.text;

import java.util.Arrays;

/** Integers in a growing array. */
final class IntList {

    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private int[] elements = {};
    private int size;

    int size() {
        return size;
    }

    int get(int index) {
        return elements[index];
    }

    int last() {
        return elements[size - 1];
    }

    void add(int element) {
        if (size == elements.length) {
            grow();
        }
        elements[size++] = element;
    }

    void shrinkTo(int newSize) {
        size = newSize;
    }

    int[] toArray() {
        return Arrays.copyOf(elements, size);
    }

    private void grow() {
        if (size == LONGEST) {
            throw new IllegalStateException("more than " + LONGEST + " integers do not fit into one array");
        }
        elements = Arrays.copyOf(elements, (int) Math.min(LONGEST, Math.max(4, size * 2L)));
    }
}
