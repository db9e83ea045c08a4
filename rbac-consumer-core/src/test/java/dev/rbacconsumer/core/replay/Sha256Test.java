package dev.rbacconsumer.core.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.core.tuple.StoreRules;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Hashes of texts and tuples. */
class Sha256Test {
  private final Sha256 sha256 = new Sha256();

  @Test
  void aHashIsTheFirstHalfOfSha256OfLengthAndText() {
    // printf '\0\0\0\3abc' | sha256sum
    assertThat(sha256.add("abc").finish())
        .isEqualTo(new Hash128(0xd04b72a650ce0f8cL, 0xe4963330a53ee283L));
  }

  @Test
  void textsThatAreDividedInAnotherWayHashDifferently() {
    Hash128 whole = sha256.add("ab").add("c").finish();

    assertThat(sha256.add("a").add("bc").finish()).isNotEqualTo(whole);
    assertThat(sha256.add("ab").add("c").finish()).isEqualTo(whole);
  }

  @Test
  void aTupleIsHashedAsItsText() {
    for (String text :
        List.of(
            "rbac/group:eng#t_member@rbac/principal:redhat/1",
            "rbac/group:eng#t_member@rbac/principal:*",
            "rbac/group:eng#t_member@rbac/group:sub#member",
            longest())) {
      Hash128 hash = sha256.add(RelationTuple.parse(text)).finish();

      assertThat(hash).as(text).isEqualTo(sha256.add(text).finish());
    }
  }

  @Test
  void tuplesAreHashedWithTheirNumber() {
    RelationTuple tuple = RelationTuple.parse(longest());

    Hash128 hash = sha256.add(Collections.nCopies(9, tuple)).finish();

    sha256.add(9);
    Collections.nCopies(9, tuple.toString()).forEach(sha256::add);
    assertThat(sha256.finish()).isEqualTo(hash);
  }

  @Property
  void aHashIsOfAllThatWasAdded(@ForAll("texts") List<String> texts)
      throws NoSuchAlgorithmException {
    MessageDigest expected = MessageDigest.getInstance("SHA-256");
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      expected.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      expected.update(bytes);
    }

    texts.forEach(sha256::add);

    ByteBuffer digest = ByteBuffer.wrap(expected.digest());
    assertThat(sha256.finish()).isEqualTo(new Hash128(digest.getLong(), digest.getLong()));
  }

  /** Short texts of all characters, and some around the number of bytes that are collected. */
  @Provide
  Arbitrary<List<String>> texts() {
    Arbitrary<String> around =
        Arbitraries.integers().between(-6, 2).map(i -> "x".repeat(Sha256.COLLECTED + i));
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20),
            Arbitraries.strings().ascii().ofMaxLength(200),
            around,
            around.map(text -> text + "\u00e9"))
        .list()
        .ofMaxSize(40);
  }

  private static String longest() {
    String object =
        "n".repeat(StoreRules.MAX_NAMESPACE_LENGTH)
            + "/"
            + "t".repeat(StoreRules.MAX_NAME_LENGTH)
            + ":"
            + "i".repeat(StoreRules.MAX_ID_LENGTH);
    String relation = "t_" + "r".repeat(StoreRules.MAX_NAME_LENGTH - 2);
    return object + "#" + relation + "@" + object + "#" + relation;
  }
}
