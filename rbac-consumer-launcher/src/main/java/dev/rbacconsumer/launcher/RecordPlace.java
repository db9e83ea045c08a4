package dev.rbacconsumer.launcher;

import dev.rbacconsumer.core.record.Offset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Partition and offset of a record, as given on the command line.
 *
 * @param partition number of the partition, at least 0
 * @param offset offset of the record
 */
record RecordPlace(int partition, Offset offset) {
  /** Parses a place such as {@code 1:1245}. */
  static final class Converter implements ITypeConverter<RecordPlace> {
    @Override
    public RecordPlace convert(String value) {
      String[] parts = value.split(":", -1);
      try {
        if (parts.length == 2) {
          int partition = Integer.parseUnsignedInt(parts[0]);
          return new RecordPlace(partition, new Offset(Long.parseLong(parts[1])));
        }
      } catch (IllegalArgumentException wrong) {
        // Reported below, as any other text.
      }
      throw new TypeConversionException(
          "want a partition and an offset such as 1:1245, got \"" + value + "\"");
    }
  }
}
