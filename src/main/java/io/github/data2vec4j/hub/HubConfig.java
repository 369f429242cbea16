package io.github.data2vec4j.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON object whose values are asked for by name and type; every mistake names the file and the key. */
public final class HubConfig {

    private final Path file;
    private final JsonNode json;

    /** Reads a file. @throws IOException if it is missing or no JSON object */
    public HubConfig(Path file) throws IOException {
        this(file, parse(file));
    }

    private HubConfig(Path file, JsonNode json) {
        this.file = file;
        this.json = json;
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            var json = JsonMapper.shared().readTree(Files.readString(file));
            if (!json.isObject()) {
                throw new IOException(file + " holds no JSON object");
            }
            return json;
        } catch (JacksonException e) {
            throw new IOException(
                    file + ", line " + e.getLocation().getLineNr() + ": not valid JSON: " + e.getOriginalMessage(), e);
        } catch (NoSuchFileException e) {
            throw new IOException(file + " does not exist", e);
        }
    }

    /** An object inside this one. */
    public HubConfig object(String key) throws IOException {
        var value = json.path(key);
        if (!value.isObject()) {
            throw wrong(key, "an object");
        }
        return new HubConfig(file, value);
    }

    /** The elements of an array of objects. */
    public List<HubConfig> objects(String key) throws IOException {
        var value = json.path(key);
        if (!value.isArray()) {
            throw wrong(key, "an array");
        }
        var all = new ArrayList<HubConfig>();
        for (var element : value) {
            all.add(new HubConfig(file, element));
        }
        return all;
    }

    /** Whether there is a value other than null. */
    public boolean has(String key) {
        return json.hasNonNull(key);
    }

    public int integer(String key, int absent) throws IOException {
        var value = json.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw wrong(key, "a whole number");
        }
        return value.intValue();
    }

    public int integer(String key) throws IOException {
        requirePresent(key);
        return integer(key, 0);
    }

    public double number(String key, double absent) throws IOException {
        var value = json.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isNumber()) {
            throw wrong(key, "a number");
        }
        return value.doubleValue();
    }

    public double number(String key) throws IOException {
        requirePresent(key);
        return number(key, 0);
    }

    /** An array of whole numbers. */
    int[] integers(String key, int... absent) throws IOException {
        var values = json.path(key);
        if (values.isMissingNode()) {
            return absent;
        }
        var numbers = new int[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            if (!values.path(i).isIntegralNumber() || !values.path(i).canConvertToInt()) {
                throw wrong(key, "an array of whole numbers");
            }
            numbers[i] = values.path(i).intValue();
        }
        if (!values.isArray()) {
            throw wrong(key, "an array of whole numbers");
        }
        return numbers;
    }

    /** An element of an array of numbers. */
    public double element(String key, int index) throws IOException {
        var value = json.path(key).path(index);
        if (!value.isNumber()) {
            throw wrong(key, "an array of numbers");
        }
        return value.doubleValue();
    }

    public boolean truth(String key, boolean absent) throws IOException {
        var value = json.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isBoolean()) {
            throw wrong(key, "true or false");
        }
        return value.booleanValue();
    }

    public String text(String key, String absent) throws IOException {
        var value = json.path(key);
        if (value.isMissingNode()) {
            return absent;
        }
        if (!value.isString()) {
            throw wrong(key, "a text");
        }
        return value.stringValue();
    }

    /** Accepts one value only. @throws IOException if the value is another */
    public void require(String key, String wanted, String absent) throws IOException {
        var found = text(key, absent);
        if (!found.equals(wanted)) {
            throw new IOException(file + ": " + key + " is '" + found + "', only '" + wanted + "' is supported");
        }
    }

    /** Refuses a switch that is on. @throws IOException if it is */
    public void requireFalse(String key) throws IOException {
        if (truth(key, false)) {
            throw new IOException(file + ": " + key + " is true, only false is supported");
        }
    }

    /** A complaint about a value, with file and key. */
    public IOException wrong(String key, String wanted) {
        return new IOException(
                file + ": " + key + " must be " + wanted + ", is " + (json.has(key) ? json.path(key) : "missing"));
    }

    private void requirePresent(String key) throws IOException {
        if (!json.has(key)) {
            throw new IOException(file + " lacks the key " + key);
        }
    }
}
