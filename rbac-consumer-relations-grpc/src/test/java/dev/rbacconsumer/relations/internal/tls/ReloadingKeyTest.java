package dev.rbacconsumer.relations.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rbacconsumer.relations.config.Transport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReloadingKeyTest {
  private static final String FIRST =
      """
      -----BEGIN CERTIFICATE-----
      MIIBeDCCAR2gAwIBAgIUK5w483fkzqQZbHZiwqB6xW6HuUEwCgYIKoZIzj0EAwIw
      EDEOMAwGA1UEAwwFZmlyc3QwIBcNMjYxMTI5MTA0MzM4WhgPMjEyNjExMDUxMDQz
      MzhaMBAxDjAMBgNVBAMMBWZpcnN0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
      iW1GW4CQxtcF3q4SV/V+U+G4BR26VxMFtgBP06LrObNBa8liMFRdfv6J2B8xj9jK
      I+rD8WPQPP5mCAljMdVV/6NTMFEwHQYDVR0OBBYEFK02M9Zju2KFWpM+NFyZZUBr
      D3TtMB8GA1UdIwQYMBaAFK02M9Zju2KFWpM+NFyZZUBrD3TtMA8GA1UdEwEB/wQF
      MAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAO1nWEI4apDQg8JGlFYgsTmPPd9quXD8
      +/cv8ErIr7CaAiEAtqOd9s7qdTTfGiPJ+4j2CC7SiXsLkHD/KS79eAr+iWo=
      -----END CERTIFICATE-----
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCsdIj77TRwmgrQXw
      3I20ZjQYM8wHQ++evug5iG3eFWChRANCAASJbUZbgJDG1wXerhJX9X5T4bgFHbpX
      EwW2AE/Tous5s0FryWIwVF1+/onYHzGP2Moj6sPxY9A8/mYICWMx1VX/
      -----END PRIVATE KEY-----
      """;

  private static final String SECOND =
      """
      -----BEGIN CERTIFICATE-----
      MIIBeTCCAR+gAwIBAgIUCwWDdNwyjpsYT5ZSvBGU5Jd/WaswCgYIKoZIzj0EAwIw
      ETEPMA0GA1UEAwwGc2Vjb25kMCAXDTI2MTEyOTEwNDMzOFoYDzIxMjYxMTA1MTA0
      MzM4WjARMQ8wDQYDVQQDDAZzZWNvbmQwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
      AARM8RHXCPw/4W9/36LTNWzY5eaN6VSnY0LWBkk7AGYQN5s3kwPUC7AXPAEgRV9y
      iooEPDO09WBWX6+FkPVrjXSZo1MwUTAdBgNVHQ4EFgQUGQeaJodgxV4S0zhqF2Yr
      Wni/o58wHwYDVR0jBBgwFoAUGQeaJodgxV4S0zhqF2YrWni/o58wDwYDVR0TAQH/
      BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAWyeipxgj5BqcoDU+o5RHnUGwUHCUf
      b1QIPapopsoNuQIhAMn8zbAHIWKSQl3ETtcTtD46oOEuTA0WAN2lqZ5jq04z
      -----END CERTIFICATE-----
      -----BEGIN PRIVATE KEY-----
      MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg/m+ZVMCldRGf1CIP
      ruth79OQhtUwZ9JiHz8LQrmAVDShRANCAARM8RHXCPw/4W9/36LTNWzY5eaN6VSn
      Y0LWBkk7AGYQN5s3kwPUC7AXPAEgRV9yiooEPDO09WBWX6+FkPVrjXSZ
      -----END PRIVATE KEY-----
      """;

  @TempDir private Path directory;

  @Test
  void handshakeThatTheFilesChangeUnderGetsACertificateAndItsKey() throws Exception {
    ReloadingKey manager = managerOf(FIRST);
    String begun = manager.chooseClientAlias(new String[] {"EC"}, null, null);
    write(SECOND);
    String next = manager.chooseEngineClientAlias(new String[] {"EC"}, null, null);

    assertThat(name(manager, begun)).isEqualTo("CN=first");
    assertThat(name(manager, next)).isEqualTo("CN=second");
    assertThat(belongTogether(manager, begun)).isTrue();
    assertThat(belongTogether(manager, next)).isTrue();
  }

  @Test
  void pairStaysTheSameBetweenTheQuestionsOfOneHandshake() throws Exception {
    ReloadingKey manager = managerOf(FIRST);
    String alias = manager.chooseClientAlias(new String[] {"EC"}, null, null);
    PublicKey shown = manager.getCertificateChain(alias)[0].getPublicKey();

    write(SECOND);

    assertThat(fits(shown, manager.getPrivateKey(alias))).isTrue();
  }

  private ReloadingKey managerOf(String pem) throws IOException {
    return ReloadingKey.of(new Transport.ClientCertificate(write(pem), file()));
  }

  /** Writes certificate and key in one file, which is its own partner. */
  private Path write(String pem) throws IOException {
    return Files.writeString(file(), pem);
  }

  private Path file() {
    return directory.resolve("client.pem");
  }

  private static String name(ReloadingKey manager, String alias) {
    return manager.getCertificateChain(alias)[0].getSubjectX500Principal().getName();
  }

  private static boolean belongTogether(ReloadingKey manager, String alias)
      throws GeneralSecurityException {
    return fits(manager.getCertificateChain(alias)[0].getPublicKey(), manager.getPrivateKey(alias));
  }

  private static boolean fits(PublicKey open, PrivateKey secret) throws GeneralSecurityException {
    byte[] sample = {1, 2, 3};
    Signature signer = Signature.getInstance("SHA256withECDSA");
    signer.initSign(secret);
    signer.update(sample);
    byte[] signed = signer.sign();
    signer.initVerify(open);
    signer.update(sample);
    return signer.verify(signed);
  }
}
