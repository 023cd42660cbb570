package crosslens.cli;

import crosslens.attribute.OracleBaseline;
import crosslens.attribute.Segmentation;
import crosslens.attribute.Subset;
import crosslens.prompt.Scenario;
import crosslens.run.Shard;
import crosslens.text.Language;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How option values of the kit's own types are read. */
final class Converters {
    private static final Pattern BYTES =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(k|m|g|t)?i?b?", Pattern.CASE_INSENSITIVE);

    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(Language.class, named(Language::of));
        line.registerConverter(Scenario.class, named(Scenario::of));
        line.registerConverter(Shard.class, named(Shard::parse));
        line.registerConverter(Segmentation.class, named(Segmentation::of));
        line.registerConverter(OracleBaseline.class, named(OracleBaseline::of));
        line.registerConverter(Bytes.class, Converters::bytes);
        line.registerConverter(Subset.class, Converters::subset);
    }

    /** A number of bytes as a user writes it: {@code 512m}, {@code 2g}. */
    record Bytes(long value) {}

    /** What reads a name, its error being one of usage. */
    private static <T> ITypeConverter<T> named(Function<String, T> read) {
        return text -> {
            try {
                return read.apply(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        };
    }

    private static Subset subset(String text) {
        for (Subset subset : Subset.values()) {
            if (subset.label().equalsIgnoreCase(text.strip())) {
                return subset;
            }
        }
        throw new TypeConversionException("unknown subset '" + text + "'; there are all, balanced and en-superior");
    }

    private static Bytes bytes(String text) {
        Matcher m = BYTES.matcher(text.strip());
        if (!m.matches()) {
            throw new TypeConversionException("'" + text + "' is no size: write e.g. 512m or 2g");
        }
        int power = m.group(2) == null ? 0 : "kmgt".indexOf(m.group(2).toLowerCase(Locale.ROOT)) + 1;
        return new Bytes((long) (Double.parseDouble(m.group(1)) * Math.pow(1024, power)));
    }
}
