package dev.rbacconsumer.relations.internal.dialect;

import dev.rbacconsumer.relations.config.RelationsDialect;
import dev.rbacconsumer.relations.internal.call.StoreCall;
import dev.rbacconsumer.relations.wire.inventory.v1beta2.KesselTupleServiceGrpc;

/** Methods of the newer tuple service, which take the requests of the older one. */
final class InventoryMethods {
  private InventoryMethods() {}

  static KesselDialect from(KesselDialect older) {
    return new KesselDialect(
        RelationsDialect.KESSEL_INVENTORY,
        StoreCall.reading(
            KesselTupleServiceGrpc.getCreateTuplesMethod(),
            older.createTuples().getRequestMarshaller(),
            it -> new WriteReceipt(it.getConsistencyToken().getToken())),
        StoreCall.reading(
            KesselTupleServiceGrpc.getDeleteTuplesMethod(),
            older.deleteTuples().getRequestMarshaller(),
            it -> new WriteReceipt(it.getConsistencyToken().getToken())),
        StoreCall.reading(
            KesselTupleServiceGrpc.getReadTuplesMethod(),
            older.readSubjectIds().getRequestMarshaller(),
            it -> it.getTuple().getSubject().getSubject().getId()),
        StoreCall.reading(
            KesselTupleServiceGrpc.getAcquireLockMethod(),
            older.acquireLock().getRequestMarshaller(),
            it -> it.getLockToken()));
  }
}
