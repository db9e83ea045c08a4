package dev.rbacconsumer.relations.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.rbacconsumer.core.outcome.FenceToken;
import dev.rbacconsumer.relations.TestTuples;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.ConsistencyToken;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.RelationTupleFilter;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Both services of Kessel are spoken to with one set of requests, which both must read alike. */
class KesselDialectTest {
  private static final FenceToken FENCE = new FenceToken("group/0", "the-token");
  private static final KesselDialect OLD = KesselDialect.relations();
  private static final KesselDialect NEW = KesselDialect.inventory();

  @Test
  void theMethodsAreThoseOfTheTwoServices() {
    assertThat(names(OLD))
        .isEqualTo(
            "kessel.relations.v1beta1.KesselTupleService/"
                + "[CreateTuples, DeleteTuples, ReadTuples, AcquireLock]");
    assertThat(names(NEW))
        .isEqualTo(
            "kessel.inventory.v1beta2.KesselTupleService/"
                + "[CreateTuples, DeleteTuples, ReadTuples, AcquireLock]");
  }

  @Test
  void aWriteMeansTheSameToTheNewerService() throws Exception {
    Message sent = OLD.write(List.of(OLD.addition(TestTuples.boundToMembers())), FENCE).request();

    CreateTuplesRequest read = reread(sent, CreateTuplesRequest.parser());

    assertThat(read.getUpsert()).isTrue();
    assertThat(read.getFencingCheck().getLockId()).isEqualTo("group/0");
    assertThat(read.getFencingCheck().getLockToken()).isEqualTo("the-token");
    assertThat(read.getTuples(0).getResource().getType().getNamespace()).isEqualTo("rbac");
    assertThat(read.getTuples(0).getResource().getType().getName()).isEqualTo("role_binding");
    assertThat(read.getTuples(0).getResource().getId()).isEqualTo("b1");
    assertThat(read.getTuples(0).getRelation()).isEqualTo("t_subject");
    assertThat(read.getTuples(0).getSubject().getRelation()).isEqualTo("member");
    assertThat(read.getTuples(0).getSubject().getSubject().getId()).isEqualTo("eng");
  }

  @Test
  void aDeleteMeansTheSameToTheNewerService() throws Exception {
    Message sent = OLD.remove(TestTuples.member("ann"), FENCE).request();

    DeleteTuplesRequest read = reread(sent, DeleteTuplesRequest.parser());

    RelationTupleFilter filter = read.getFilter();
    assertThat(read.getFencingCheck().getLockToken()).isEqualTo("the-token");
    assertThat(filter.getResourceNamespace()).isEqualTo("rbac");
    assertThat(filter.getResourceType()).isEqualTo("group");
    assertThat(filter.getResourceId()).isEqualTo("eng");
    assertThat(filter.getRelation()).isEqualTo("t_member");
    assertThat(filter.getSubjectFilter().getSubjectNamespace()).isEqualTo("rbac");
    assertThat(filter.getSubjectFilter().getSubjectType()).isEqualTo("principal");
    assertThat(filter.getSubjectFilter().getSubjectId()).isEqualTo("ann");
    assertThat(filter.getSubjectFilter().hasRelation()).isTrue();
    assertThat(filter.getSubjectFilter().getRelation()).isEmpty();
  }

  @Test
  void aReadOfTokensMeansTheSameToTheNewerService() throws Exception {
    Message sent = OLD.lockSubjects("group/0", "fresh").request();

    ReadTuplesRequest read = reread(sent, ReadTuplesRequest.parser());

    assertThat(read.getFilter().getResourceType()).isEqualTo("lock");
    assertThat(read.getFilter().getResourceId()).isEqualTo("group/0");
    assertThat(read.getFilter().getSubjectFilter().getSubjectNamespace()).isEqualTo("kessel");
    assertThat(read.getFilter().getSubjectFilter().getSubjectType()).isEqualTo("lockversion");
    assertThat(read.getConsistency().getAtLeastAsFresh().getToken()).isEqualTo("fresh");
    assertThat(read.getPagination().getLimit()).isEqualTo(1000);
  }

  @Test
  void lockRequestsAreTheSameBytes() throws Exception {
    var sent =
        dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest.newBuilder()
            .setLockId("group/0")
            .build();

    assertThat(reread(sent, AcquireLockRequest.parser()).getLockId()).isEqualTo("group/0");
  }

  @Test
  void theTokenOfAWriteIsInAnotherFieldOfTheNewerService() {
    assertThat(CreateTuplesResponse.CONSISTENCY_TOKEN_FIELD_NUMBER).isEqualTo(1);
    assertThat(DeleteTuplesResponse.CONSISTENCY_TOKEN_FIELD_NUMBER).isEqualTo(1);
    assertThat(receipt(OLD, answerOfTheOlder())).isEqualTo(new WriteReceipt("old"));
    assertThat(receipt(NEW, answerOfTheNewer())).isEqualTo(new WriteReceipt("new"));
  }

  @Test
  void withoutAFenceNoneIsSent() {
    assertThat(OLD.write(List.of(), null).request().getAllFields().values()).containsExactly(true);
    assertThat(OLD.remove(TestTuples.member("ann"), null).request().getAllFields()).hasSize(1);
  }

  private static byte[] answerOfTheOlder() {
    return dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse.newBuilder()
        .setConsistencyToken(
            dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken.newBuilder().setToken("old"))
        .build()
        .toByteArray();
  }

  private static byte[] answerOfTheNewer() {
    return CreateTuplesResponse.newBuilder()
        .setConsistencyToken(ConsistencyToken.newBuilder().setToken("new"))
        .build()
        .toByteArray();
  }

  private static WriteReceipt receipt(KesselDialect dialect, byte[] answer) {
    return dialect.createTuples().parseResponse(new ByteArrayInputStream(answer));
  }

  private static String names(KesselDialect dialect) {
    return dialect.createTuples().getServiceName()
        + "/"
        + List.of(
            "" + dialect.createTuples().getBareMethodName(),
            "" + dialect.deleteTuples().getBareMethodName(),
            "" + dialect.readSubjectIds().getBareMethodName(),
            "" + dialect.acquireLock().getBareMethodName());
  }

  private static <T> T reread(Message sent, Parser<T> parser)
      throws InvalidProtocolBufferException {
    return parser.parseFrom(sent.toByteString());
  }
}
