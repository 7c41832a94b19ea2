import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.cloudhsmv2.CloudHsmV2Client;
import software.amazon.awssdk.services.cloudhsmv2.model.CloudHsmInvalidRequestException;
import software.amazon.awssdk.services.cloudhsmv2.model.CloudHsmResourceNotFoundException;
import software.amazon.awssdk.services.cloudhsmv2.model.Cluster;
import software.amazon.awssdk.services.cloudhsmv2.model.ClusterMode;
import software.amazon.awssdk.services.cloudhsmv2.model.ClusterState;
import software.amazon.awssdk.services.cloudhsmv2.model.HsmState;
import software.amazon.awssdk.services.cloudhsmv2.model.Tag;

/** The life of a cluster through the AWS SDK for Java: {@code ClusterLife URL FOLDER}. Ends with the first thing that is not as it should be. */
public final class ClusterLife {
    private final String url;
    private final Path folder;
    private final CloudHsmV2Client client;

    private ClusterLife(String url, Path folder) {
        this.url = url;
        this.folder = folder;
        client = CloudHsmV2Client.builder().endpointOverride(URI.create(url)).httpClient(UrlConnectionHttpClient.create()).build();
    }

    public static void main(String[] parameters) throws Exception {
        new ClusterLife(parameters[0], Path.of(parameters[1])).live();
    }

    private void live() throws Exception {
        var subnets = List.of("subnet-0aaa1111aaa1111aa", "subnet-0bbb2222bbb2222bb");
        var tag = Tag.builder().key("by").value("java").build();
        String id = client.createCluster(request -> request.hsmType("hsm2m.medium").mode(ClusterMode.FIPS).subnetIds(subnets).tagList(tag))
                .cluster().clusterId();
        await();
        expect("state", cluster(id).state(), ClusterState.UNINITIALIZED);

        client.createHsm(request -> request.clusterId(id).availabilityZone("us-east-1a"));
        await();
        var hsm = cluster(id).hsms().get(0);
        expect("HSM", hsm.state(), HsmState.ACTIVE);

        sign(cluster(id).certificates().clusterCsr());
        String signed = Files.readString(folder.resolve("cluster.pem"));
        String anchor = Files.readString(folder.resolve("ca.pem"));
        refused(CloudHsmInvalidRequestException.class,
                () -> client.initializeCluster(request -> request.clusterId(id).signedCert(anchor).trustAnchor(anchor)));
        client.initializeCluster(request -> request.clusterId(id).signedCert(signed).trustAnchor(anchor));
        await();
        expect("state", cluster(id).state(), ClusterState.INITIALIZED);
        expect("tags", client.listTags(request -> request.resourceId(id)).tagList(), List.of(tag));

        refused(CloudHsmInvalidRequestException.class, () -> client.deleteCluster(request -> request.clusterId(id)));
        client.deleteHsm(request -> request.clusterId(id).hsmId(hsm.hsmId()));
        await();
        client.deleteCluster(request -> request.clusterId(id));
        await();
        refused(CloudHsmResourceNotFoundException.class, () -> client.listTags(request -> request.resourceId("cluster-aaaaaaaaaaa")));
        long backups = client.describeBackupsPaginator(request -> request.maxResults(1)).stream().mapToLong(page -> page.backups().size()).sum();
        System.out.printf("deleted with %d backup left%n", backups);
    }

    private Cluster cluster(String id) {
        return client.describeClusters(request -> request.filters(Map.of("clusterIds", List.of(id)))).clusters().get(0);
    }

    /** Until nothing is under way. */
    private void await() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url + "/_emulator/idle")).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        expect("idle", HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).statusCode(), 200);
    }

    private void sign(String csr) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("csr.pem"), csr);
        openssl("req -new -x509 -newkey rsa:2048 -nodes -keyout ca-key.pem -out ca.pem -days 3650 -subj /CN=CloudHSM-CA");
        openssl("x509 -req -in csr.pem -CA ca.pem -CAkey ca-key.pem -CAcreateserial -out cluster.pem -days 3650 -sha256");
    }

    private void openssl(String line) throws IOException, InterruptedException {
        var process = new ProcessBuilder(("openssl " + line).split(" ")).directory(folder.toFile()).inheritIO().start();
        expect("openssl ends", process.waitFor(60, SECONDS), true);
        expect("openssl", process.exitValue(), 0);
    }

    private static void refused(Class<? extends Exception> as, Runnable call) {
        try {
            call.run();
        } catch (Exception error) {
            expect("refusal", error.getClass(), as);
            return;
        }
        throw new AssertionError("accepted, where " + as.getSimpleName() + " was expected");
    }

    private static void expect(String what, Object is, Object should) {
        if (!Objects.equals(is, should)) throw new AssertionError(what + ": " + is + ", not " + should);
    }
}
