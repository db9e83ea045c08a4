package dev.rbacconsumer.launcher.health;

/** State of the two files. The state "ready without being alive" does not exist. */
enum ProbeState {
  NEITHER,
  ALIVE,
  ALIVE_AND_READY;

  static ProbeState of(Health health) {
    return switch (health) {
      case CONNECTED -> ALIVE_AND_READY;
      case DISCONNECTED -> ALIVE;
      case HUNG -> NEITHER;
    };
  }

  boolean alive() {
    return this != NEITHER;
  }

  boolean ready() {
    return this == ALIVE_AND_READY;
  }
}
