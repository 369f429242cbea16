/**
 * Corpora in few big files: tar archives as WebDataset has them, and Parquet tables as Hugging Face writes them.
 * {@link io.github.data2vec4j.shard.ShardFiles} finds and opens them, {@link io.github.data2vec4j.shard.ShardWriter}
 * makes tar archives.
 */
@org.jspecify.annotations.NullMarked
package io.github.data2vec4j.shard;
