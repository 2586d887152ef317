package io.tillstream.connect;

import io.tillstream.events.Decoded;
import io.tillstream.events.Topic;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where input comes from: Kafka in production, whatever a test has otherwise. */
public interface Sources {
    /** The records of a topic, with watermarks. The source sets its own uid. */
    DataStream<Decoded> open(StreamExecutionEnvironment env, Topic topic);
}
