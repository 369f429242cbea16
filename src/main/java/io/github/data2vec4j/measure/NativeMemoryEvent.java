package io.github.data2vec4j.measure;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** For Java Flight Recorder: memory outside the Java heap, each second while a run is under way. */
@Name("io.github.data2vec4j.NativeMemory")
@Label("Native Memory")
@Description("Memory of the process and of libtorch")
@Category({"data2vec4j", "Memory"})
@Period("1 s")
@StackTrace(false)
public final class NativeMemoryEvent extends Event {

    @Label("Resident")
    @Description("Memory of the whole process; -1 where it cannot be told")
    @DataAmount(DataAmount.BYTES)
    final long resident;

    @Label("Tensors")
    @Description("Tensors of libtorch that are held")
    final long tensors;

    @Label("Tensor Bytes")
    @Description("What the elements of these tensors span")
    @DataAmount(DataAmount.BYTES)
    final long tensorBytes;

    private NativeMemoryEvent(ProcessMemory now) {
        resident = now.resident();
        tensors = now.tensors();
        tensorBytes = now.tensorBytes();
    }

    /** Ends what {@link #periodically} began. */
    public interface Recorder extends AutoCloseable {
        @Override
        void close();
    }

    /** Records from here on, as often as a recording asks for, until it is closed. */
    public static Recorder periodically() {
        Runnable hook = () -> new NativeMemoryEvent(ProcessMemory.now()).commit();
        FlightRecorder.addPeriodicEvent(NativeMemoryEvent.class, hook);
        return () -> FlightRecorder.removePeriodicEvent(hook);
    }
}
