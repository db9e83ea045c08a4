package com.example;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.rbacconsumer.core.consumer.ConsumerStore;
import dev.rbacconsumer.core.consumer.RelationConsumer;
import dev.rbacconsumer.core.settings.SettingValues;
import dev.rbacconsumer.kafka.consumer.KafkaSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** Applies relation changes from Kafka to the tables of a database. */
public final class Main {
  private static final int CONNECT_MILLIS = 5_000;

  private Main() {}

  /** Runs with the settings of the environment until it is stopped, or until delivery fails. */
  public static void main(String[] args) throws SQLException {
    try (HikariDataSource database = database(System.getenv("DATABASE_URL"))) {
      createTables(database);
      try (RelationConsumer consumer = start(System.getenv(), database)) {
        Runtime.getRuntime().addShutdownHook(new Thread(consumer::close));
        consumer
            .failure()
            .join()
            .ifPresent(
                failure -> {
                  throw new IllegalStateException("Delivery has failed", failure);
                });
      }
    }
  }

  static HikariDataSource database(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setConnectionTimeout(CONNECT_MILLIS);
    return new HikariDataSource(config);
  }

  static void createTables(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : JdbcRelations.TABLES) {
        statement.execute(table);
      }
    }
  }

  static RelationConsumer start(Map<String, String> settings, DataSource database) {
    JdbcRelations relations = new JdbcRelations(database);
    SettingValues values = SettingValues.of(settings);
    return RelationConsumer.builder()
        .settings(values)
        .source(KafkaSource.of(values))
        .store(ConsumerStore.of(relations, relations))
        .start();
  }
}
