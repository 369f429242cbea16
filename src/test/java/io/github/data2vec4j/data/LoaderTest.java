package io.github.data2vec4j.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.data2vec4j.torch.DType;
import io.github.data2vec4j.torch.Scope;
import io.github.data2vec4j.torch.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class LoaderTest {

    private static final Randomness RANDOMNESS = Randomness.of(77);
    private static final int SAMPLES = 7;
    private static final int BATCH = 3;

    // Its number, and two numbers that its augmentation would draw.
    private static MemorySource source(int batchSize) {
        return MemorySource.of(SAMPLES, batchSize, new long[] {1, 3}, (sample, randomness) -> {
            var random = randomness.generator();
            return new float[] {sample, random.nextFloat(), random.nextFloat()};
        });
    }

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    private static float[] contents(Batch batch) {
        try (var scope = Scope.open()) {
            return batch.samples().toFloatArray();
        }
    }

    private static List<float[]> batches(int workers, int ahead, long firstBatch, long lastBatch)
            throws InterruptedException {
        var all = new ArrayList<float[]>();
        try (var loader = new Loader(source(BATCH), RANDOMNESS, firstBatch, workers, ahead)) {
            for (long number = firstBatch; number <= lastBatch; number++) {
                try (var batch = loader.next()) {
                    all.add(contents(batch));
                }
            }
        }
        return all;
    }

    // What the description promises: the samples of an epoch in its order, augmented by the batch and their row in it.
    private static float[] expected(long number) {
        var order = new EpochOrder(RANDOMNESS, SAMPLES);
        var floats = new float[BATCH * 3];
        for (int i = 0; i < BATCH; i++) {
            var random =
                    RANDOMNESS.purpose(Purpose.AUGMENT).at(number).sample(i).generator();
            floats[i * 3] = order.sampleAt((number - 1) * BATCH + i);
            floats[i * 3 + 1] = random.nextFloat();
            floats[i * 3 + 2] = random.nextFloat();
        }
        return floats;
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 1", "4, 1", "1, 3", "2, 3", "4, 3"})
    void batchesAreAFunctionOfSeedAndNumber(int workers, int ahead) throws Exception {
        var all = batches(workers, ahead, 1, 9);
        for (int number = 1; number <= 9; number++) {
            assertThat(all.get(number - 1)).as("batch %d", number).isEqualTo(expected(number));
        }
    }

    @Test
    void aLaterStartGoesOnWhereARunWouldBe() throws Exception {
        var all = batches(2, 2, 6, 9);
        for (int i = 0; i < 4; i++) {
            assertThat(all.get(i)).as("batch %d", 6 + i).isEqualTo(expected(6 + i));
        }
    }

    @Test
    void anEpochHasEverySampleOnce() throws Exception {
        var seen = new ArrayList<Integer>();
        for (var batch : batches(2, 2, 1, SAMPLES)) {
            for (int i = 0; i < BATCH; i++) {
                seen.add((int) batch[i * 3]);
            }
        }
        for (int epoch = 0; epoch < BATCH; epoch++) {
            assertThat(seen.subList(epoch * SAMPLES, (epoch + 1) * SAMPLES))
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
        }
        assertThat(seen.subList(0, SAMPLES)).isNotEqualTo(seen.subList(SAMPLES, 2 * SAMPLES));
    }

    @Test
    void workersWriteWhereTheTensorLies() throws Exception {
        var addresses = ConcurrentHashMap.<Long>newKeySet();
        var source = spied(BATCH, (sample, slot) -> addresses.add(slot.address()));
        try (var loader = new Loader(source, RANDOMNESS, 1, 2, 1);
                var batch = loader.next();
                var scope = Scope.open()) {
            long start = batch.samples().segment().address();
            assertThat(addresses).containsExactlyInAnyOrder(start, start + 12, start + 24);
        }
    }

    @Test
    void neverMoreThanOneBatchBeyondThoseAhead() throws Exception {
        int ahead = 2;
        var addresses = ConcurrentHashMap.<Long>newKeySet();
        var started = new AtomicInteger();
        var closed = new AtomicInteger();
        var most = new AtomicInteger();
        var source = spied(1, (sample, slot) -> {
            addresses.add(slot.address());
            int inFlight = started.incrementAndGet() - closed.get();
            most.accumulateAndGet(inFlight, Math::max);
        });
        try (var loader = new Loader(source, RANDOMNESS, 1, 3, ahead)) {
            for (int i = 0; i < 40; i++) {
                var batch = loader.next();
                // The next is asked for while this one is in use, as far as the memory goes.
                closed.incrementAndGet();
                batch.close();
            }
        }
        assertThat(most.get()).isBetween(1, ahead + 1);
        assertThat(addresses).hasSizeLessThanOrEqualTo(ahead + 1);
    }

    // Batches 1 and 2 are out: nothing but closing one of them could give memory back.
    @Test
    void whoHasAllBatchesOpenIsRefusedAnother() throws Exception {
        try (var loader = new Loader(source(BATCH), RANDOMNESS, 1, 1, 1);
                var first = loader.next()) {
            try (var second = loader.next()) {
                assertThatThrownBy(loader::next)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageStartingWith("all 2 batches that have memory are open: close one");
                assertThat(contents(second)).isEqualTo(expected(2));
            }
            try (var third = loader.next()) {
                assertThat(contents(third)).isEqualTo(expected(3));
            }
            assertThat(contents(first)).isEqualTo(expected(1));
        }
    }

    // Three are wanted ahead, for which there is no memory; the one that is loaded already can be had.
    @Test
    void whoHasSomeBatchesOpenGetsTheOthers() throws Exception {
        var open = new ArrayList<Batch>();
        try (var loader = new Loader(source(BATCH), RANDOMNESS, 1, 1, 3)) {
            for (int number = 1; number <= 4; number++) {
                open.add(loader.next());
                assertThat(contents(open.getLast())).isEqualTo(expected(number));
            }
            open.forEach(Batch::close);
        }
    }

    @Test
    void whoWaitsForATensorToBeFreedGoesOnThen() throws Exception {
        try (var loader = new Loader(source(BATCH), RANDOMNESS, 1, 1, 1);
                var first = loader.next()) {
            Tensor tensor;
            try (var second = loader.next();
                    var scope = Scope.open()) {
                tensor = second.samples().keep();
            }
            var third = asked(loader);
            tensor.close();
            try (var batch = third.get()) {
                assertThat(contents(batch)).isEqualTo(expected(3));
            }
        }
    }

    @Test
    void whoWaitsForMemoryIsToldWhenAnotherThreadCloses() throws Exception {
        var loader = new Loader(source(BATCH), RANDOMNESS, 1, 1, 1);
        var first = loader.next();
        Tensor tensor;
        try (var second = loader.next();
                var scope = Scope.open()) {
            tensor = second.samples().keep();
        }
        var third = asked(loader);
        assertThatThrownBy(loader::close).hasMessage("2 of 2 batches are still in use");
        assertThatThrownBy(third::get)
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the loader is closed");
        tensor.close();
        first.close();
        loader.close();
    }

    /** The next batch, for which another thread waits. */
    private static Future<Batch> asked(Loader loader) {
        var next = new FutureTask<>(loader::next);
        var consumer = new Thread(next, "consumer");
        consumer.setDaemon(true);
        consumer.start();
        while (consumer.isAlive() && consumer.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        assertThat(next.isDone()).isFalse();
        return next;
    }

    // Closing comes when the batch has its memory, but no worker knows of its rows.
    @Test
    void closingWhileABatchIsBegunFreesItToo() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var planned = new AtomicInteger();
        var masking = new Masking() {
            @Override
            public int positions(long[] rowShape) {
                // The loader asks once for its plan, then for each batch.
                if (planned.incrementAndGet() == 2) {
                    begun.countDown();
                    LoaderTest.await(goOn);
                }
                return 0;
            }

            @Override
            public void draw(MaskSlot slot, Randomness randomness) {}
        };
        var source = spied(BATCH, (sample, slot) -> {
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        var loader = new Loader(source, masking, RANDOMNESS, 1, 1, 1);
        var next = CompletableFuture.supplyAsync(() -> {
            try {
                return loader.next();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        begun.await();
        var closing = new FutureTask<>(loader::close, true);
        var closer = new Thread(closing, "closer");
        closer.start();
        while (closer.isAlive() && closer.getState() != Thread.State.BLOCKED) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        assertThat(closing.get()).isTrue();
        assertThatThrownBy(next::get).cause().hasMessage("the loader is closed");
    }

    @Test
    void aSampleThatCannotBeReadIsReported() throws Exception {
        var bad = (int) new EpochOrder(RANDOMNESS, SAMPLES).sampleAt(4);
        var source = spied(BATCH, (sample, slot) -> {
            if (sample == bad) {
                throw new IOException("picture-" + sample + ".png: cut off");
            }
        });
        List<MemorySegment> slots = new ArrayList<>();
        try (var loader = new Loader(source, RANDOMNESS, 1, 2, 2)) {
            try (var batch = loader.next()) {
                slots.add(batch.slot(0));
            }
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(loader::next)
                        .as("it stays at the batch")
                        .isInstanceOf(UncheckedIOException.class)
                        .hasMessage("picture-" + bad + ".png: cut off");
            }
        }
        assertThat(slots.getFirst().scope().isAlive()).isFalse();
    }

    @Test
    void aSourceThatFailsOtherwiseIsReportedToo() {
        var source = spied(BATCH, (sample, slot) -> {
            throw new IllegalArgumentException("no such crop");
        });
        try (var loader = new Loader(source, RANDOMNESS, 1, 2, 2)) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageMatching("reading sample \\d failed: java.lang.IllegalArgumentException: no such crop")
                    .hasRootCauseInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aSampleThatDoesNotFitIntoMemoryIsNamed() {
        int big = (int) new EpochOrder(RANDOMNESS, SAMPLES).sampleAt(1);
        var source = spied(BATCH, (sample, slot) -> {
            if (sample == big) {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        try (var loader = new Loader(source, RANDOMNESS, 1, 2, 2)) {
            assertThatThrownBy(loader::next)
                    .isInstanceOf(SampleMemoryException.class)
                    .hasMessage("there is not enough memory to read sample " + big + ": Java heap space")
                    .hasRootCauseInstanceOf(OutOfMemoryError.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4})
    void closingInTheMiddleFreesMemoryAndThreads(int taken) throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Set<MemorySegment> slots = ConcurrentHashMap.newKeySet();
        var source = spied(BATCH, (sample, slot) -> {
            threads.add(Thread.currentThread());
            slots.add(slot);
        });
        var loader = new Loader(source, RANDOMNESS, 1, 2, 3);
        for (int i = 0; i < taken; i++) {
            loader.next().close();
        }
        loader.close();
        loader.close();

        for (var thread : threads) {
            thread.join();
        }
        assertThat(slots).allMatch(slot -> !slot.scope().isAlive());
        assertThat(threads.isEmpty()).isEqualTo(taken == 0);
        assertThatThrownBy(loader::next)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the loader is closed");
    }

    @Test
    void closingDoesNotWaitForSamplesThatNobodyNeeds() throws Exception {
        var never = new CountDownLatch(1);
        var source = spied(1, (sample, slot) -> {
            if (sample != new EpochOrder(RANDOMNESS, SAMPLES).sampleAt(0)) {
                never.await();
            }
        });
        try (var loader = new Loader(source, RANDOMNESS, 1, 1, 3)) {
            loader.next().close();
        }
        assertThat(never.getCount()).isEqualTo(1);
    }

    @Test
    void aBatchThatIsOutIsReportedWhenClosing() throws Exception {
        var loader = new Loader(source(BATCH), RANDOMNESS, 1, 1, 1);
        var batch = loader.next();
        assertThatThrownBy(loader::close)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("1 of 2 batches are still in use");
        batch.close();
        loader.close();
        assertThat(batch.slot(0).scope().isAlive()).isFalse();
    }

    // The worker interrupts the consumer while that waits for this very sample.
    @Test
    void aConsumerThatIsInterruptedLosesNothing() throws Exception {
        var consumer = Thread.currentThread();
        var interrupted = new CountDownLatch(1);
        var source = spied(BATCH, (sample, slot) -> {
            if (interrupted.getCount() == 1) {
                consumer.interrupt();
                interrupted.await();
            }
        });
        try (var loader = new Loader(source, RANDOMNESS, 1, 1, 1)) {
            assertThatThrownBy(loader::next).isInstanceOf(InterruptedException.class);
            interrupted.countDown();
            try (var batch = loader.next()) {
                assertThat(contents(batch)).isEqualTo(expected(1));
            }
        }
    }

    // In the first batch nothing can be read, and the thread is interrupted again where the second is to stand in for
    // it.
    @Test
    void aConsumerThatIsInterruptedBeforeAStandInLosesNothing() throws Exception {
        var consumer = Thread.currentThread();
        var goOn = new CountDownLatch(1);
        var firstIsRead = new CountDownLatch(1);
        var source = MemorySource.of(6, BATCH, new long[] {2}, (sample, randomness) -> {
                    if (sample >= BATCH) {
                        firstIsRead.countDown();
                        return new float[] {sample, randomness.generator().nextFloat()};
                    }
                    if (goOn.getCount() == 1) {
                        while (consumer.getState() != Thread.State.WAITING) {
                            Thread.onSpinWait();
                        }
                        consumer.interrupt();
                        await(goOn);
                    }
                    throw new IOException("broken");
                })
                .inBatches(new int[] {0, 1, 2}, new int[] {3, 4, 5});
        var bad = new BadSamples(6, 0.9, one -> {});
        try (var loader = new Loader(source, Masking.NONE, RANDOMNESS, Ranks.ALONE, bad, 1, 1, 2)) {
            assertThatThrownBy(loader::next).isInstanceOf(InterruptedException.class);
            goOn.countDown();
            firstIsRead.await();
            consumer.interrupt();
            for (int number = 1; number <= 2; number++) {
                try (var batch = undisturbed(loader)) {
                    assertThat(contents(batch)[1])
                            .as("drawn for batch %d", number)
                            .isEqualTo(RANDOMNESS
                                    .purpose(Purpose.AUGMENT)
                                    .at(number)
                                    .sample(0)
                                    .generator()
                                    .nextFloat());
                }
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Batch undisturbed(Loader loader) throws InterruptedException {
        try {
            return loader.next();
        } catch (InterruptedException e) {
            return loader.next();
        }
    }

    @Test
    void anInterruptedThreadFreesEverythingToo() throws Exception {
        Set<MemorySegment> slots = ConcurrentHashMap.newKeySet();
        var loader = new Loader(spied(BATCH, (sample, slot) -> slots.add(slot)), RANDOMNESS, 1, 2, 3);
        loader.next().close();

        Thread.currentThread().interrupt();
        loader.close();

        assertThat(Thread.interrupted()).as("the flag is still set").isTrue();
        assertThat(slots).isNotEmpty().allMatch(slot -> !slot.scope().isAlive());
    }

    @Test
    void whoeverWaitsIsToldWhenAnotherThreadCloses() throws Exception {
        var reading = new CountDownLatch(1);
        var source = spied(BATCH, (sample, slot) -> {
            // Like a decoder: it ends what it has begun.
            reading.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
            }
        });
        var loader = new Loader(source, RANDOMNESS, 1, 1, 1);
        var waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return loader.next();
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        reading.await();
        loader.close();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .rootCause()
                .isInstanceOf(CancellationException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0"})
    void everyNumberIsAtLeastOne(long firstBatch, int workers, int ahead) {
        assertThatThrownBy(() -> new Loader(source(BATCH), RANDOMNESS, firstBatch, workers, ahead))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("firstBatch, workers and ahead are at least 1, not %d, %d and %d"
                        .formatted(firstBatch, workers, ahead));
    }

    // Samples of 1 to 5 numbers, in a batch of three and one of two, padded to their longest or cropped to their
    // shortest.
    @ParameterizedTest
    @CsvSource({"PAD, 5, 2", "CROP, 3, 1"})
    void batchesOfDifferentLengthsComeAsTheyWerePlanned(LengthPlan.Fit fit, long ofThree, long ofTwo) throws Exception {
        var source = new Numbers(fit);
        try (var loader = new Loader(source, RANDOMNESS, 1, 2, 2)) {
            for (int number = 1; number <= 8; number++) {
                try (var batch = loader.next();
                        var scope = Scope.open()) {
                    var planned = source.plan(RANDOMNESS).batch(number);
                    assertThat(batch.plan()).isEqualTo(planned);
                    long length = batch.size() == 3 ? ofThree : ofTwo;
                    var samples = batch.samples();
                    assertThat(samples.shape()).containsExactly(batch.size(), length);
                    for (int row = 0; row < batch.size(); row++) {
                        long first = 10L * planned.samples()[row];
                        assertThat(samples.select(0, row).toLongArray())
                                .containsExactly(
                                        LongStream.range(first, first + length).toArray());
                    }
                }
            }
        }
    }

    private record Numbers(LengthPlan.Fit fit) implements Source {

        @Override
        public int size() {
            return 5;
        }

        @Override
        public DType dtype() {
            return DType.INT64;
        }

        @Override
        public BatchPlan plan(Randomness randomness) {
            return new LengthPlan(new long[] {2, 5, 1, 4, 3}, new LengthPlan.Limits(15, 5, 1), fit, randomness);
        }

        @Override
        public void read(int sample, Randomness randomness, MemorySegment slot) {
            for (int i = 0; i < slot.byteSize() / Long.BYTES; i++) {
                slot.setAtIndex(ValueLayout.JAVA_LONG, i, 10L * sample + i);
            }
        }
    }

    /** What a test looks at when a sample is read. */
    private interface Spy {
        void read(int sample, MemorySegment slot) throws IOException, InterruptedException;
    }

    private static Source spied(int batchSize, Spy spy) {
        return new ForwardingSource(source(batchSize)) {
            @Override
            public void read(int sample, Randomness randomness, MemorySegment slot) throws IOException {
                try {
                    spy.read(sample, slot);
                } catch (InterruptedException e) {
                    throw new IOException("interrupted", e);
                }
                super.read(sample, randomness, slot);
            }
        };
    }
}
