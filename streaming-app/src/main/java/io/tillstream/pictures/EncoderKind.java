package io.tillstream.pictures;

import io.tillstream.models.images.ImageEncoder;
import io.tillstream.models.inference.ModelLoader;
import io.tillstream.models.registry.ModelRefusedException;
import io.tillstream.models.registry.StoredModel;
import io.tillstream.serving.ModelKind;
import java.io.IOException;
import java.util.Optional;

/**
 * The encoder of pictures.
 *
 * @param name in the registry; the project ships one by the name {@link ImageEncoder#SHIPPED}
 */
public record EncoderKind(String name) implements ModelKind<ImageEncoder> {
    private static final long serialVersionUID = 1L;

    /** Pictures of a batch: one size, so that a picture's vector is the same to the bit. */
    static final int BATCH = 8;

    @Override
    public ImageEncoder make(StoredModel stored) throws ModelRefusedException {
        return new ImageEncoder(new ModelLoader(BATCH).load(stored));
    }

    @Override
    public Optional<StoredModel> shipped() throws IOException {
        return name.equals(ImageEncoder.SHIPPED)
                ? Optional.of(ImageEncoder.shipped())
                : Optional.empty();
    }
}
