package dev.rbacconsumer.core.tuple;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class ObjectTypeTest {
  @Test
  void readsAsTheStoreWritesIt() {
    assertThat(new ObjectType("rbac", "role_binding")).hasToString("rbac/role_binding");
  }

  @Test
  void takesTheLongestTypeTheStoreTakes() {
    assertThat(new ObjectType("a".repeat(63), "b".repeat(64)).toString()).hasSize(128);
  }

  @Test
  void refusesANamespaceThatTheStoreRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectType("", "role"))
        .withMessageStartingWith("namespace: ")
        .withMessageEndingWith("got \"\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectType("a".repeat(64), "role"))
        .withMessageStartingWith("namespace: want 3 to 63 ");
  }

  @Test
  void refusesANameThatTheStoreRefuses() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectType("rbac", "role/binding"))
        .withMessageStartingWith("type name: ")
        .withMessageEndingWith("got \"role/binding\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectType("rbac", "a".repeat(65)))
        .withMessageStartingWith("type name: want 3 to 64 ");
  }

  @Test
  void showsOnlyTheBeginningOfAForeignName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ObjectType("rbac", "x\n" + "y".repeat(100_000)))
        .withMessageEndingWith("got \"x\\n" + "y".repeat(77) + "…\"");
  }
}
