package org.backscroll.api;

import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is known of a message's attached file. The file itself is not kept. */
public final class Media {
    private final Optional<String> mimeType;
    private final Optional<String> fileName;
    private final OptionalLong size;
    private final Optional<Duration> duration;
    private final SortedMap<String, String> attributes;

    private Media(Builder builder) {
        mimeType = builder.mimeType;
        fileName = builder.fileName;
        size = builder.size;
        duration = builder.duration;
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(builder.attributes));
    }

    /** A builder with nothing known. */
    public static Builder builder() {
        return new Builder();
    }

    /** The MIME type, for instance {@code image/jpeg}. */
    public Optional<String> mimeType() {
        return mimeType;
    }

    /** The file's name as its sender had it; not safe to use as a path. */
    public Optional<String> fileName() {
        return fileName;
    }

    /** The file's size in bytes. */
    public OptionalLong size() {
        return size;
    }

    /** How long it plays. */
    public Optional<Duration> duration() {
        return duration;
    }

    /**
     * What else a source knows and a later download may need: {@code width}, {@code height}
     * (pixels), {@code url}, {@code direct_path}, {@code media_key}, {@code file_sha256} (bytes in
     * base64) and the like. Names in snake_case, sorted.
     */
    public SortedMap<String, String> attributes() {
        return attributes;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Media that
                && mimeType.equals(that.mimeType)
                && fileName.equals(that.fileName)
                && size.equals(that.size)
                && duration.equals(that.duration)
                && attributes.equals(that.attributes);
    }

    @Override
    public int hashCode() {
        return Objects.hash(mimeType, fileName, size, duration, attributes);
    }

    @Override
    public String toString() {
        return "Media[" + mimeType.orElse("?") + "]";
    }

    /** Collects what is known. Not thread-safe. */
    public static final class Builder {
        private Optional<String> mimeType = Optional.empty();
        private Optional<String> fileName = Optional.empty();
        private OptionalLong size = OptionalLong.empty();
        private Optional<Duration> duration = Optional.empty();
        private final Map<String, String> attributes = new TreeMap<>();

        private Builder() {}

        /** See {@link Media#mimeType()}. */
        public Builder mimeType(String value) {
            mimeType = Optional.of(value);
            return this;
        }

        /** See {@link Media#fileName()}. */
        public Builder fileName(String value) {
            fileName = Optional.of(value);
            return this;
        }

        /** See {@link Media#size()}. */
        public Builder size(long bytes) {
            size = OptionalLong.of(bytes);
            return this;
        }

        /** See {@link Media#duration()}. */
        public Builder duration(Duration value) {
            duration = Optional.of(value);
            return this;
        }

        /** See {@link Media#attributes()}. */
        public Builder attribute(String name, String value) {
            attributes.put(name, Objects.requireNonNull(value));
            return this;
        }

        /** See {@link Media#attributes()}. */
        public Builder attributes(Map<String, String> values) {
            attributes.putAll(values);
            return this;
        }

        /** The value. */
        public Media build() {
            return new Media(this);
        }
    }
}
