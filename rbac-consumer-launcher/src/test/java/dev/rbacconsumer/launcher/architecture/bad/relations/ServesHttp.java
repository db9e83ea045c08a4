package dev.rbacconsumer.launcher.architecture.bad.relations;

import com.sun.net.httpserver.HttpServer;

final class ServesHttp {
  HttpServer server;
}
