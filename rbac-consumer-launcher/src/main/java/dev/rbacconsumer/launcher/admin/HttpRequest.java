package dev.rbacconsumer.launcher.admin;

/**
 * HTTP request with the Host, Origin and Sec-Fetch-Site headers that the request guard checks.
 *
 * @param request method, path, query and body
 * @param host value of the Host header, or the authority of the target; empty if there is none
 * @param origin value of the Origin header, which browsers send; empty if there is none
 * @param fetchSite value of the Sec-Fetch-Site header, which browsers send; empty if there is none
 */
record HttpRequest(Request request, String host, String origin, String fetchSite) {}
