package dev.rbacconsumer.launcher.architecture.bad.kafka;

import dev.rbacconsumer.launcher.architecture.bad.relations.Written;

final class KnowsRelations {
  Written written;
}
