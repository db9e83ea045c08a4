package dev.rbacconsumer.launcher.admin;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;

/**
 * Connection of one client. It reads the client's request, writes the response that a thread for
 * its kind of request creates or that comes later, and then waits a moment for the client to close
 * the connection. It never blocks. Only for the thread of the {@link ConnectionLoop}.
 */
final class Connection {
  /** Phases of a connection, in the order in which they follow each other. */
  enum Phase {
    READING,
    ANSWERING,
    /** Without a thread: the answer comes later. Most requests have no such phase. */
    AWAITING,
    WRITING,
    ENDING
  }

  private final SocketChannel channel;
  private final SelectionKey key;
  private final InetAddress client;
  private final ConnectionLimits limits;
  private final RequestReader reader = new RequestReader();
  private ByteBuffer[] response = {};
  private boolean hasAwaited;
  private Phase phase = Phase.READING;
  private long deadline;
  private boolean gaveLeave;
  private Runnable onLeaving = () -> {};

  /**
   * @param key key of the channel; the connection sets its interest operations
   * @param now current time on the monotonic clock
   */
  Connection(SocketChannel channel, SelectionKey key, ConnectionLimits limits, long now)
      throws IOException {
    this.channel = channel;
    this.key = key;
    this.client = channel.socket().getInetAddress();
    this.limits = limits;
    this.deadline = now + limits.request().toNanos();
  }

  InetAddress client() {
    return client;
  }

  Phase phase() {
    return phase;
  }

  /** Returns whether the client's time is over; never true while its request is being answered. */
  boolean isOverdue(long now) {
    return phase != Phase.ANSWERING && now - deadline >= 0;
  }

  /**
   * Reads the available bytes.
   *
   * @param buffer for use in this call
   * @return the request, once, when it is complete
   * @throws IOException if the connection has ended
   */
  Optional<HttpRequest> read(ByteBuffer buffer) throws IOException, HttpHead.RefusedException {
    buffer.clear();
    if (channel.read(buffer) < 0) {
      throw new EOFException("closed by the client");
    }
    if (phase == Phase.AWAITING) {
      // It sends what belongs to no request: that is not read, so that it cannot keep us busy.
      key.interestOps(0);
    }
    if (phase != Phase.READING) {
      return Optional.empty();
    }
    Optional<HttpRequest> request = reader.take(buffer.flip());
    if (request.isPresent()) {
      phase = Phase.ANSWERING;
      key.interestOps(0);
    } else if (!gaveLeave && reader.isAskedForLeave()) {
      gaveLeave = true;
      channel.write(ByteBuffer.wrap(ResponseBytes.CONTINUE));
    }
    return request;
  }

  /**
   * Waits for an answer that comes later. Meanwhile it notices if the client closes the connection,
   * or its half of it: such a client counts as gone.
   *
   * @param onClose called if the connection is closed before its answer is there
   */
  void await(Runnable onClose, long now) {
    onLeaving = onClose;
    hasAwaited = true;
    phase = Phase.AWAITING;
    deadline = now + limits.laterAnswer().toNanos();
    key.interestOps(SelectionKey.OP_READ);
  }

  /** Returns whether the answer came later, or is about to. */
  boolean hasAwaited() {
    return hasAwaited;
  }

  /** Starts to write a response, whose parts are not copied. */
  void respond(ByteBuffer[] parts, long now) throws IOException {
    onLeaving = () -> {};
    response = parts;
    phase = Phase.WRITING;
    deadline = now + limits.response().toNanos();
    key.interestOps(SelectionKey.OP_WRITE);
    write(now);
  }

  /** Writes as many bytes as the client accepts. */
  void write(long now) throws IOException {
    channel.write(response);
    if (!response[response.length - 1].hasRemaining()) {
      // An immediate close could destroy bytes that the client has not read yet.
      channel.shutdownOutput();
      phase = Phase.ENDING;
      deadline = now + limits.end().toNanos();
      key.interestOps(SelectionKey.OP_READ);
    }
  }

  void close() {
    onLeaving.run();
    onLeaving = () -> {};
    key.cancel();
    try {
      channel.close();
    } catch (IOException gone) {
      // Then it is already closed.
    }
  }
}
