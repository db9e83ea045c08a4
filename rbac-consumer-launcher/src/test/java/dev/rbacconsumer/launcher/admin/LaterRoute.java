package dev.rbacconsumer.launcher.admin;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A route whose answers come when a test says so. */
final class LaterRoute implements Route {
  private final String path;
  private final List<CompletableFuture<Response>> answers = new CopyOnWriteArrayList<>();

  LaterRoute(String path) {
    this.path = path;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Response answer(Request request) {
    return Response.text(200, "at once");
  }

  @Override
  public CompletionStage<Response> answerLater(Request request) {
    CompletableFuture<Response> answer = new CompletableFuture<>();
    answers.add(answer);
    return answer;
  }

  /** Returns the number of requests so far. */
  int requests() {
    return answers.size();
  }

  /** Returns the number of requests that were neither answered nor given up. */
  int waiting() {
    return (int) answers.stream().filter(answer -> !answer.isDone()).count();
  }

  void answerAll(Response response) {
    answers.forEach(answer -> answer.complete(response));
  }

  void failAll(Throwable failure) {
    answers.forEach(answer -> answer.completeExceptionally(failure));
  }
}
