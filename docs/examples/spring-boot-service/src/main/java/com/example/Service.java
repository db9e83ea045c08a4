package com.example;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** A service that applies relation changes beside its other work. */
@SpringBootApplication
public class Service {
  /** Runs the service. */
  public static void main(String[] args) {
    SpringApplication.run(Service.class, args);
  }
}
