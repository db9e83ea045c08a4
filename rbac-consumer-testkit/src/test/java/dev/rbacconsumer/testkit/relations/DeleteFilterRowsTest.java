package dev.rbacconsumer.testkit.relations;

import static dev.rbacconsumer.testkit.relations.Tuples.removing;
import static dev.rbacconsumer.testkit.relations.Tuples.tuple;
import static dev.rbacconsumer.testkit.relations.WireClient.resource;
import static dev.rbacconsumer.testkit.relations.WireClient.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.core.outcome.Outcome;
import dev.rbacconsumer.core.tuple.RelationTuple;
import dev.rbacconsumer.relations.GrpcRelationSink;
import dev.rbacconsumer.relations.RelationsChannel;
import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.config.RelationsSettings;
import dev.rbacconsumer.relations.wire.v1beta1.RelationTupleFilter;
import dev.rbacconsumer.relations.wire.v1beta1.SubjectFilter;
import io.grpc.StatusRuntimeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the table of delete filters: what the server takes away for a filter with a gap, and
 * that the client, asked to remove one tuple, takes away that one.
 */
class DeleteFilterRowsTest {
  private static final RelationTuple BARE = tuple("role_binding:b1#subject@group:eng");
  private static final RelationTuple SET = tuple("role_binding:b1#subject@group:eng#member");
  private static final RelationTuple OTHER_ID = tuple("role_binding:b2#subject@group:eng");
  private static final RelationTuple OTHER_SUBJECT = tuple("role_binding:b1#subject@group:ops");
  private static final RelationTuple OTHER_RELATION = tuple("role_binding:b1#granted@role:r1");
  private static final RelationTuple OTHER_TYPE = tuple("group:b1#member@principal:eng");
  private static final RelationTuple WILDCARD = tuple("role:r1#anything@principal:*");
  static final List<RelationTuple> POPULATION =
      List.of(BARE, SET, OTHER_ID, OTHER_SUBJECT, OTHER_RELATION, OTHER_TYPE, WILDCARD);

  private final RelationsServer server = RelationsServer.builder().start();
  private final WireClient client = new WireClient(server);

  @BeforeEach
  void fill() {
    server.store().importAll(POPULATION);
  }

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  /**
   * A row.
   *
   * @param name as the table in {@code docs/relations-api.md} has it
   * @param gap made in a filter that is exact for {@link #BARE}
   * @param removed what goes; empty when nothing does
   * @param refused code of the refusal, or empty
   */
  record Row(
      String name,
      Function<RelationTupleFilter.Builder, RelationTupleFilter.Builder> gap,
      Set<RelationTuple> removed,
      String refused) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.concat(ofResources(), ofSubjects());
  }

  private static Stream<Row> ofResources() {
    return Stream.of(
        removes("every field given", it -> it, BARE),
        removes(
            "no resource type",
            it -> it.clearResourceNamespace().clearResourceType().setRelation("t_subject"),
            BARE),
        removes(
            "resource type empty",
            it -> it.setResourceNamespace("").setResourceType("").setRelation("t_subject"),
            BARE),
        refuses(
            "resource namespace without type",
            RelationTupleFilter.Builder::clearResourceType,
            "INVALID_ARGUMENT"),
        removes("no resource id", RelationTupleFilter.Builder::clearResourceId, BARE, OTHER_ID),
        removes("resource id empty", it -> it.setResourceId(""), BARE, OTHER_ID),
        removes("no relation", it -> it.clearRelation().clearSubjectFilter(), atB1()),
        removes("relation empty", it -> it.setRelation("").clearSubjectFilter(), atB1()),
        removes("relation without a resource type is not prefixed", DeleteFilterRowsTest::untyped));
  }

  private static Stream<Row> ofSubjects() {
    return Stream.of(
        removes(
            "no subject filter",
            RelationTupleFilter.Builder::clearSubjectFilter,
            BARE,
            SET,
            OTHER_SUBJECT),
        refuses(
            "subject filter without a type",
            it -> it.setSubjectFilter(SubjectFilter.newBuilder().setSubjectId("eng")),
            "INVALID_ARGUMENT"),
        refuses(
            "subject namespace without type",
            it -> it.setSubjectFilter(SubjectFilter.newBuilder().setSubjectNamespace("rbac")),
            "INVALID_ARGUMENT"),
        removes(
            "no subject id",
            it -> it.setSubjectFilter(subject("group", "eng").clearSubjectId().setRelation("")),
            BARE,
            OTHER_SUBJECT),
        removes(
            "subject id empty",
            it -> it.setSubjectFilter(subject("group", "").setRelation("")),
            BARE,
            OTHER_SUBJECT),
        removes(
            "no subject relation", it -> it.setSubjectFilter(subject("group", "eng")), BARE, SET),
        removes(
            "subject relation given",
            it -> it.setSubjectFilter(subject("group", "eng").setRelation("member")),
            SET),
        refuses(
            "subject relation that the type lacks",
            it -> it.setSubjectFilter(subject("group", "eng").setRelation("owner")),
            "FAILED_PRECONDITION"),
        refuses(
            "resource type that the schema lacks",
            it -> it.setResourceType("unheard"),
            "FAILED_PRECONDITION"),
        refuses("no field at all", RelationTupleFilter.Builder::clear, "INVALID_ARGUMENT"),
        removes(
            "subject id * is the wildcard alone",
            it -> resource("role").setSubjectFilter(subject("principal", "*").setRelation("")),
            WILDCARD));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theServerTakesAwayWhatMatches(Row row) {
    RelationTupleFilter.Builder filter = row.gap().apply(exact());
    String refused = "";
    try {
      client.delete(filter);
    } catch (StatusRuntimeException refusal) {
      refused = refusal.getStatus().getCode().name();
    }

    assertThat(refused).isEqualTo(row.refused());
    assertThat(server.tuples()).containsExactlyInAnyOrderElementsOf(without(row.removed()));
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void theClientTakesAwayOneTupleAndNoOther(RelationsDialect dialect) throws Exception {
    for (RelationTuple one : POPULATION) {
      Outcome outcome = remove(dialect, one);

      assertThat(outcome).isInstanceOf(Outcome.Applied.class);
      assertThat(server.tuples()).containsExactlyInAnyOrderElementsOf(without(Set.of(one)));
      server.store().touch(List.of(one), null);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void theDocumentationNamesIt(Row row) throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "relations-api.md")))
        .contains("| " + row.name().replace("*", "`*`") + " |");
  }

  private Outcome remove(RelationsDialect dialect, RelationTuple tuple)
      throws InterruptedException {
    RelationsSettings settings =
        RelationsSettings.forTarget(server.target()).dialect(dialect).build();
    try (RelationsChannel channel = RelationsChannel.open(settings)) {
      return new GrpcRelationSink(channel)
          .apply(removing(tuple), server.stealLock("group/0"), Duration.ofSeconds(30));
    }
  }

  static RelationTupleFilter.Builder exact() {
    return resource("role_binding")
        .setResourceId("b1")
        .setRelation("subject")
        .setSubjectFilter(subject("group", "eng").setRelation(""));
  }

  private static RelationTupleFilter.Builder untyped(RelationTupleFilter.Builder filter) {
    return filter.clearResourceNamespace().clearResourceType();
  }

  private static RelationTuple[] atB1() {
    return new RelationTuple[] {BARE, SET, OTHER_SUBJECT, OTHER_RELATION};
  }

  static List<RelationTuple> without(Set<RelationTuple> removed) {
    List<RelationTuple> left = new ArrayList<>(POPULATION);
    left.removeAll(removed);
    return left;
  }

  private static Row removes(
      String name,
      Function<RelationTupleFilter.Builder, RelationTupleFilter.Builder> gap,
      RelationTuple... removed) {
    return new Row(name, gap, Set.of(removed), "");
  }

  private static Row refuses(
      String name,
      Function<RelationTupleFilter.Builder, RelationTupleFilter.Builder> gap,
      String code) {
    return new Row(name, gap, Set.of(), code);
  }
}
