package dev.rbacconsumer.launcher.admin;

/**
 * One complete HTTP request: what is asked, and the headers that say from where.
 *
 * @param request what is asked
 * @param host value of the Host header, or the authority of the target; empty where there is none
 * @param origin value of the Origin header, which browsers send; empty where there is none
 * @param fetchSite value of the Sec-Fetch-Site header, which browsers send; empty where there is
 *     none
 */
record HttpRequest(Request request, String host, String origin, String fetchSite) {}
