package io.tillstream.models.tensors;

/** What the elements of a {@link Tensor} are. */
public enum DataType {
    FLOAT32(Float.BYTES),
    INT64(Long.BYTES);

    private final int bytes;

    DataType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of an element in bytes. */
    public int bytes() {
        return bytes;
    }
}
