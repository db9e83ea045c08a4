package dev.rbacconsumer.testkit.spicedb;

import dev.rbacconsumer.relations.wire.authzed.v1.Consistency;
import dev.rbacconsumer.relations.wire.authzed.v1.Cursor;
import dev.rbacconsumer.relations.wire.authzed.v1.PermissionsServiceGrpc;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ReadRelationshipsResponse;
import dev.rbacconsumer.relations.wire.authzed.v1.RelationshipUpdate.Operation;
import dev.rbacconsumer.relations.wire.authzed.v1.WriteRelationshipsRequest;
import dev.rbacconsumer.relations.wire.authzed.v1.ZedToken;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockRequest;
import dev.rbacconsumer.relations.wire.v1beta1.AcquireLockResponse;
import dev.rbacconsumer.relations.wire.v1beta1.ConsistencyToken;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.CreateTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.DeleteTuplesResponse;
import dev.rbacconsumer.relations.wire.v1beta1.KesselTupleServiceGrpc;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesRequest;
import dev.rbacconsumer.relations.wire.v1beta1.ReadTuplesResponse;
import dev.rbacconsumer.testkit.spicedb.wire.DeleteRelationshipsRequest;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Server;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/**
 * Tuple service of Kessel's Relations API over a real SpiceDB, on a free port of the loopback
 * address: it makes the same calls to SpiceDB as Kessel does. It replaces Kessel where Kessel
 * cannot run. It checks no request and no caller, has no bulk import, and passes refusals of the
 * store on unchanged.
 */
public final class KesselGateway implements AutoCloseable {
  private static final int MOST_READ = 1000;

  private final SpiceDbClient store;
  private final Server server;
  private final Workload deletes;

  private KesselGateway(SpiceDbClient store, Server server, Workload deletes) {
    this.store = store;
    this.server = server;
    this.deletes = deletes;
  }

  /**
   * Starts a gateway. The caller closes it.
   *
   * @param target host and port of SpiceDB
   * @param key pre-shared key of SpiceDB
   */
  public static KesselGateway start(String target, String key) {
    return start(target, key, List.of());
  }

  /**
   * Starts a gateway whose calls pass interceptors. The caller closes it.
   *
   * @param target host and port of SpiceDB
   * @param key pre-shared key of SpiceDB
   */
  public static KesselGateway start(
      String target, String key, List<ServerInterceptor> interceptors) {
    SpiceDbClient store = new SpiceDbClient(target, key);
    Workload deletes = new Workload();
    try {
      NettyServerBuilder builder =
          NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
              .addService(new Service(store.channel(), deletes));
      interceptors.forEach(builder::intercept);
      Server server = builder.build().start();
      return new KesselGateway(store, server, deletes);
    } catch (IOException noPort) {
      store.close();
      throw new UncheckedIOException(noPort);
    }
  }

  /** Returns host and port for a client. */
  public String target() {
    return "127.0.0.1:" + server.getPort();
  }

  /** Returns the workload of the DeleteTuples calls so far. */
  public Workload deletes() {
    return deletes;
  }

  /** Closes all connections. */
  @Override
  public void close() {
    server.shutdownNow();
    store.close();
  }

  private static final class Service extends KesselTupleServiceGrpc.KesselTupleServiceImplBase {
    private final Channel store;
    private final Workload deletes;

    Service(Channel store, Workload deletes) {
      this.store = store;
      this.deletes = deletes;
    }

    @Override
    public void createTuples(
        CreateTuplesRequest request, StreamObserver<CreateTuplesResponse> answers) {
      Operation add = request.getUpsert() ? Operation.OPERATION_TOUCH : Operation.OPERATION_CREATE;
      WriteRelationshipsRequest.Builder write = WriteRelationshipsRequest.newBuilder();
      request.getTuplesList().forEach(it -> write.addUpdates(KesselMessages.update(add, it)));
      if (request.hasFencingCheck()) {
        write.addOptionalPreconditions(KesselMessages.inForce(request.getFencingCheck()));
      }
      PermissionsServiceGrpc.newStub(store)
          .writeRelationships(
              write.build(),
              forward(
                  answers,
                  it ->
                      CreateTuplesResponse.newBuilder()
                          .setConsistencyToken(token(it.getWrittenAt()))
                          .build()));
    }

    @Override
    public void deleteTuples(
        DeleteTuplesRequest request, StreamObserver<DeleteTuplesResponse> answers) {
      DeleteRelationshipsRequest.Builder delete =
          DeleteRelationshipsRequest.newBuilder()
              .setRelationshipFilter(KesselMessages.filter(request.getFilter()));
      if (request.hasFencingCheck()) {
        delete.addOptionalPreconditions(KesselMessages.inForce(request.getFencingCheck()));
      }
      deletes.begin();
      ClientCalls.asyncUnaryCall(
          store.newCall(SpiceDbClient.DELETE_RELATIONSHIPS, CallOptions.DEFAULT),
          delete.build(),
          forward(
              answers,
              deletes::end,
              it ->
                  DeleteTuplesResponse.newBuilder()
                      .setConsistencyToken(token(it.getDeletedAt()))
                      .build()));
    }

    @Override
    public void readTuples(ReadTuplesRequest request, StreamObserver<ReadTuplesResponse> answers) {
      long limit = Integer.toUnsignedLong(request.getPagination().getLimit());
      ReadRelationshipsRequest.Builder read =
          ReadRelationshipsRequest.newBuilder()
              .setRelationshipFilter(KesselMessages.filter(request.getFilter()))
              .setOptionalLimit(
                  (int) (request.hasPagination() ? Math.min(MOST_READ, limit) : MOST_READ))
              .setConsistency(
                  request.getConsistency().hasAtLeastAsFresh()
                      ? Consistency.newBuilder()
                          .setAtLeastAsFresh(
                              ZedToken.newBuilder()
                                  .setToken(
                                      request.getConsistency().getAtLeastAsFresh().getToken()))
                      : Consistency.newBuilder().setMinimizeLatency(true));
      if (!request.getPagination().getContinuationToken().isEmpty()) {
        read.setOptionalCursor(
            Cursor.newBuilder().setToken(request.getPagination().getContinuationToken()));
      }
      PermissionsServiceGrpc.newStub(store)
          .readRelationships(
              read.build(),
              forward(
                  answers,
                  it ->
                      KesselMessages.read(
                          it.getRelationship(), it.getAfterResultCursor(), token(it.getReadAt()))));
    }

    @Override
    public void acquireLock(
        AcquireLockRequest request, StreamObserver<AcquireLockResponse> answers) {
      String lockId = request.getLockId();
      String token = UUID.randomUUID().toString();
      WriteRelationshipsRequest.Builder write =
          WriteRelationshipsRequest.newBuilder()
              .addUpdates(KesselMessages.lockUpdate(Operation.OPERATION_CREATE, lockId, token));
      try {
        Iterator<ReadRelationshipsResponse> held = held(lockId);
        if (held.hasNext()) {
          String old = held.next().getRelationship().getSubject().getObject().getObjectId();
          write
              .addUpdates(KesselMessages.lockUpdate(Operation.OPERATION_DELETE, lockId, old))
              .addOptionalPreconditions(KesselMessages.inForce(lockId, old));
        }
        var unused =
            PermissionsServiceGrpc.newBlockingStub(store).writeRelationships(write.build());
      } catch (StatusRuntimeException refused) {
        answers.onError(refused);
        return;
      }
      answers.onNext(AcquireLockResponse.newBuilder().setLockToken(token).build());
      answers.onCompleted();
    }

    private Iterator<ReadRelationshipsResponse> held(String lockId) {
      return PermissionsServiceGrpc.newBlockingStub(store)
          .readRelationships(
              ReadRelationshipsRequest.newBuilder()
                  .setConsistency(Consistency.newBuilder().setFullyConsistent(true))
                  .setRelationshipFilter(KesselMessages.lockTokens(lockId))
                  .setOptionalLimit(1)
                  .build());
    }

    private static ConsistencyToken token(ZedToken token) {
      return ConsistencyToken.newBuilder().setToken(token.getToken()).build();
    }

    private static <S, K> StreamObserver<S> forward(
        StreamObserver<K> answers, Function<S, K> translation) {
      return forward(answers, () -> {}, translation);
    }

    private static <S, K> StreamObserver<S> forward(
        StreamObserver<K> answers, Runnable whenOver, Function<S, K> translation) {
      // With a handler set, an answer to a client that has disconnected is no error.
      ((ServerCallStreamObserver<K>) answers).setOnCancelHandler(() -> {});
      return new StreamObserver<>() {
        @Override
        public void onNext(S answer) {
          answers.onNext(translation.apply(answer));
        }

        @Override
        public void onError(Throwable refused) {
          whenOver.run();
          answers.onError(refused);
        }

        @Override
        public void onCompleted() {
          whenOver.run();
          answers.onCompleted();
        }
      };
    }
  }
}
