package dev.rbacconsumer.launcher.admin;

/**
 * HTTP request with the headers that checks of requests look at.
 *
 * @param request method, path, query and body
 * @param host value of the Host header, or the authority of the target; empty if there is none
 * @param origin value of the Origin header, which browsers send; empty if there is none
 * @param fetchSite value of the Sec-Fetch-Site header, which browsers send; empty if there is none
 * @param authorization value of the Authorization header; empty if there is none
 * @param contentType value of the Content-Type header; empty if there is none
 */
public record HttpRequest(
    Request request,
    String host,
    String origin,
    String fetchSite,
    String authorization,
    String contentType) {
  /** Returns the request without its authorization, which must not reach a log. */
  @Override
  public String toString() {
    return request.method() + " " + request.path();
  }
}
