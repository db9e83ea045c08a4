package dev.rbacconsumer.core.internal.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecordTextTest {
  @Test
  void showsShortTextAsItIs() {
    assertThat(RecordText.of("Größe 1".getBytes(UTF_8))).isEqualTo("Größe 1");
    assertThat(RecordText.whole("Größe 1".getBytes(UTF_8))).isEqualTo("Größe 1");
    assertThat(SafeText.field("Größe 1")).isEqualTo("Größe 1");
  }

  @Test
  void saysWhereThereIsNoValue() {
    assertThat(RecordText.of(null)).isEqualTo("(no value)");
    assertThat(RecordText.whole(null)).isEqualTo("(no value)");
  }

  @Test
  void escapesControlCharacters() {
    assertThat(SafeText.field("a\u0000\t\n\r\u001b\u007f\u0085b"))
        .isEqualTo("a\\u0000\\t\\n\\r\\u001b\\u007f\\u0085b");
  }

  @Test
  void escapesWhatCannotBeSeenOrTurnsTheOrderOfOthers() {
    assertThat(SafeText.field("a\u202eb\u200bc\u2028d\ud800e\udb40\udc01f"))
        .isEqualTo("a\\u202eb\\u200bc\\u2028d\\ud800e\\U000e0001f");
    assertThat(SafeText.field("\ud83d\ude00 ü")).isEqualTo("\ud83d\ude00 ü");
  }

  @Test
  void showsAKeyAsTextAndWhatIsNoTextInHexadecimal() {
    assertThat(RecordText.key("env-1\n".getBytes(UTF_8))).isEqualTo("env-1\\n");
    assertThat(RecordText.key("x".repeat(101).getBytes(UTF_8))).isEqualTo("x".repeat(100) + "…");
    assertThat(RecordText.key(new byte[] {0, 'a', (byte) 0xff})).isEqualTo("0x0061ff");
    assertThat(RecordText.key(bytes(32))).isEqualTo("0x" + "ff".repeat(32));
    assertThat(RecordText.key(bytes(33))).isEqualTo("0x" + "ff".repeat(32) + "…");
  }

  @Test
  void showsTheFirst500CharactersOfASentence() {
    assertThat(SafeText.sentence("x".repeat(500))).isEqualTo("x".repeat(500));
    assertThat(SafeText.sentence("x".repeat(501))).isEqualTo("x".repeat(500) + "…");
  }

  @Test
  void writesBytesAsPythonDoes() {
    assertThat(RecordText.python("  \"event\": 1,".getBytes(UTF_8)))
        .isEqualTo("b'  \"event\": 1,'");
    assertThat(RecordText.python("it's".getBytes(UTF_8))).isEqualTo("b\"it's\"");
    assertThat(RecordText.python("it's \"so\"".getBytes(UTF_8))).isEqualTo("b'it\\'s \"so\"'");
    assertThat(RecordText.python("\\\t\n\r\u0000\u007f\u00e9~ ".getBytes(UTF_8)))
        .isEqualTo("b'\\\\\\t\\n\\r\\x00\\x7f\\xc3\\xa9~ '");
    assertThat(RecordText.python(bytes(101))).isEqualTo("b'" + "\\xff".repeat(100) + "'");
    assertThat(RecordText.python(new byte[0])).isEqualTo("b''");
    assertThat(RecordText.python(null)).isEqualTo("None");
  }

  private static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0xff);
    return bytes;
  }

  @Test
  void showsTheFirst100BytesOfAValue() {
    assertThat(RecordText.of("x".repeat(100).getBytes(UTF_8))).isEqualTo("x".repeat(100));
    assertThat(RecordText.of("x".repeat(101).getBytes(UTF_8))).isEqualTo("x".repeat(100) + "…");
  }

  @Test
  void showsTheFirst100CharactersOfAText() {
    assertThat(SafeText.field("x".repeat(100))).isEqualTo("x".repeat(100));
    assertThat(SafeText.field("x".repeat(101))).isEqualTo("x".repeat(100) + "…");
  }

  @Test
  void evenAWholeValueEndsAt64KiB() {
    int limit = 64 * 1024;

    assertThat(RecordText.whole("x".repeat(limit).getBytes(UTF_8))).isEqualTo("x".repeat(limit));
    assertThat(RecordText.whole("x".repeat(limit + 1).getBytes(UTF_8)))
        .isEqualTo("x".repeat(limit) + "…");
  }

  @Test
  void showsBytesThatAreNoTextAsReplacementCharacters() {
    assertThat(RecordText.of(new byte[] {'a', (byte) 0xff, 'b'})).isEqualTo("a\ufffdb");
  }

  @Property
  void isBoundedAndOnOneLineWhateverTheBytes(@ForAll byte[] value) {
    assertThat(RecordText.of(value).length()).isLessThanOrEqualTo(601);
    assertThat(RecordText.of(value).chars()).noneMatch(Character::isISOControl);
  }
}
