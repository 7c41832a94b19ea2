import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/**
 * Keys in the HSMs of a cluster, by Java's own SunPKCS11 provider.
 *
 * <p>CLOUDHSM_PIN=application:… java HsmKeys.java /opt/cloudhsm/lib/libcloudhsm_pkcs11.so
 */
class HsmKeys {
  /** CKA_LABEL is written in hexadecimal digits here: "java-documents". */
  private static final String LABEL = "java-documents";

  /** Said in full: with CloudHSM's own defaults a key could be taken out of the HSMs. */
  private static final String CONFIGURATION =
      """
      name = CloudHSM
      library = %s
      slotListIndex = 0
      attributes(generate, CKO_SECRET_KEY, CKK_AES) = {
        CKA_TOKEN = true
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_ENCRYPT = true
        CKA_DECRYPT = true
        CKA_LABEL = 0h6a6176612d646f63756d656e7473
      }
      attributes(generate, CKO_PRIVATE_KEY, *) = {
        CKA_SENSITIVE = true
        CKA_EXTRACTABLE = false
        CKA_SIGN = true
      }
      attributes(generate, CKO_PUBLIC_KEY, *) = {
        CKA_VERIFY = true
      }
      """;

  public static void main(String[] words) throws Exception {
    Path configuration = Files.createTempFile("pkcs11", ".cfg");
    Files.writeString(configuration, CONFIGURATION.formatted(words[0]));
    Provider hsm = Security.getProvider("SunPKCS11").configure(configuration.toString());
    Files.delete(configuration);

    KeyStore keys = KeyStore.getInstance("PKCS11", hsm);
    keys.load(null, System.getenv("CLOUDHSM_PIN").toCharArray());
    if (!keys.containsAlias(LABEL)) {
      KeyGenerator generator = KeyGenerator.getInstance("AES", hsm);
      generator.init(256);
      generator.generateKey();
      keys.load(null, System.getenv("CLOUDHSM_PIN").toCharArray());
    }
    SecretKey key = (SecretKey) keys.getKey(LABEL, null);
    System.out.println("may leave the HSMs: " + (key.getEncoded() != null));

    // AES-GCM is not for SunPKCS11: the HSM makes the IV, and this provider does not look at what it was
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", hsm);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] encrypted = cipher.doFinal("sensitive data that needs protection".getBytes());
    Cipher back = Cipher.getInstance("AES/CBC/PKCS5Padding", hsm);
    back.init(Cipher.DECRYPT_MODE, key, cipher.getParameters());
    System.out.println("decrypted: " + new String(back.doFinal(encrypted)));

    KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC", hsm);
    pairs.initialize(new ECGenParameterSpec("secp256r1"));
    var pair = pairs.generateKeyPair();
    Signature signer = Signature.getInstance("SHA256withECDSA", hsm);
    signer.initSign(pair.getPrivate());
    signer.update("data to sign".getBytes());
    byte[] signature = signer.sign();
    Signature verifier = Signature.getInstance("SHA256withECDSA", hsm);
    verifier.initVerify(pair.getPublic());
    verifier.update("data to sign".getBytes());
    System.out.println("verified: " + verifier.verify(signature));
  }
}
