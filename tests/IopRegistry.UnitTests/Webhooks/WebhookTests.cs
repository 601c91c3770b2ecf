using System.Net;
using IopRegistry.SharedKernel;
using IopRegistry.Webhooks;

namespace IopRegistry.UnitTests.Webhooks;

public sealed class WebhookTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero);
    private static readonly ISecretSeal Seal = new Reversal();
    private static readonly Actor By = new(Guid.CreateVersion7(), Guid.CreateVersion7(), Noon, new(2026, 3, 2));

    /// <summary>The test vector of Standard Webhooks 1.0.</summary>
    [Fact]
    public void The_signature_is_what_the_standard_says() =>
        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            WebhookSecret.Sign(
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                1614265330,
                """{"test": 2432232314}"""
            )
        );

    [Fact]
    public void A_secret_is_of_32_bytes_its_own_every_time_and_never_in_a_log()
    {
        var (one, other) = (WebhookSecret.Create(Seal, Noon), WebhookSecret.Create(Seal, Noon));
        Assert.NotEqual(one.Open(Seal), other.Open(Seal));
        Assert.Equal(32, Convert.FromBase64String(one.Open(Seal)["whsec_".Length..]).Length);
        Assert.DoesNotContain(one.Secret[10..], $"{one}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_is_stored_sealed_and_one_from_before_that_still_signs()
    {
        var stored = WebhookSecret.Create(Seal, Noon);
        var old = new WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Noon);

        Assert.DoesNotContain("whsec_", stored.Secret, StringComparison.Ordinal);
        Assert.StartsWith("whsec_", stored.Open(Seal), StringComparison.Ordinal);
        Assert.Equal(old.Secret, old.Open(Seal));
    }

    [Fact]
    public void A_new_secret_signs_beside_the_one_before_it_for_a_day_and_never_three()
    {
        var endpoint = Endpoint();
        var first = endpoint.Secrets[0];
        var second = endpoint.RotateSecret(Seal, By);

        Assert.Equal(2, endpoint.Signatures(Seal, "msg_1", Noon, "{}").Split(' ').Length);
        Assert.Equal(
            $"{Sign(second, Noon.AddHours(23))} {Sign(first, Noon.AddHours(23))}",
            endpoint.Signatures(Seal, "msg_1", Noon.AddHours(23), "{}")
        );
        Assert.Equal(Sign(second, Noon.AddHours(24)), endpoint.Signatures(Seal, "msg_1", Noon.AddHours(24), "{}"));

        endpoint.RotateSecret(Seal, By);
        Assert.Equal(2, endpoint.Secrets.Count);

        string Sign(WebhookSecret secret, DateTimeOffset at) =>
            WebhookSecret.Sign(secret.Open(Seal), "msg_1", at.ToUnixTimeSeconds(), "{}");
    }

    [Fact]
    public void It_is_tried_ten_times_at_the_times_that_are_promised_and_then_it_is_dead()
    {
        var delivery = WebhookDelivery.To(Guid.CreateVersion7(), Guid.CreateVersion7(), "flag.raised", Noon);
        var (waits, now) = (new List<TimeSpan>(), Noon);
        while (delivery.NextAttemptAt is not null)
        {
            delivery.Tried(Outcome(500), now, chance: 0);
            if (delivery.NextAttemptAt is { } next)
            {
                waits.Add(next - now);
                now = next;
            }
        }

        Assert.Equal(WebhookDelivery.Waits, waits);
        Assert.Equal((WebhookDeliveryState.Dead, 10), (delivery.State, delivery.Attempts));

        delivery.Replay(now);
        delivery.Tried(Outcome(500), now, chance: 1);
        Assert.Equal(now + TimeSpan.FromSeconds(6), delivery.NextAttemptAt); // from the beginning, with a fifth of chance
    }

    [Theory]
    [InlineData(429, 3600, 3600)]
    [InlineData(503, 3600, 3600)]
    [InlineData(429, 1, 5)] // sooner than the next attempt would be
    [InlineData(429, 864000, 86400)] // a day at most
    [InlineData(500, 3600, 5)] // only these two may say so
    public void Retry_After_is_kept(int status, int asked, int waits)
    {
        var delivery = WebhookDelivery.To(Guid.CreateVersion7(), Guid.CreateVersion7(), "flag.raised", Noon);
        delivery.Tried(Outcome(status) with { RetryAfter = TimeSpan.FromSeconds(asked) }, Noon, chance: 0);
        Assert.Equal(Noon.AddSeconds(waits), delivery.NextAttemptAt);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("193.10.5.1", true)]
    [InlineData("2a00:1450:400f::1", true)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("127.255.255.254", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.16.0.1", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:1::", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fc00::1", false)]
    [InlineData("fd12:3456::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_addresses_of_the_public_internet_are_called(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://mottagare.example/iop", null)]
    [InlineData("https://mottagare.example:8443/iop?from=iop", null)]
    [InlineData("https://8.8.8.8/iop", null)]
    [InlineData("http://mottagare.example/iop", "webhook-url-invalid")]
    [InlineData("ftp://mottagare.example/iop", "webhook-url-invalid")]
    [InlineData("/iop", "webhook-url-invalid")]
    [InlineData("mottagare", "webhook-url-invalid")]
    [InlineData("https://", "webhook-url-invalid")]
    [InlineData("https://anna:hemligt@mottagare.example/", "webhook-url-invalid")]
    [InlineData("https://mottagare.example/#x", "webhook-url-invalid")]
    [InlineData("https://localhost/", "webhook-url-not-public")]
    [InlineData("https://localhost./", "webhook-url-not-public")]
    [InlineData("https://a.localhost/", "webhook-url-not-public")]
    [InlineData("https://intranet/", "webhook-url-not-public")]
    [InlineData("https://127.0.0.1/", "webhook-url-not-public")]
    [InlineData("https://2130706433/", "webhook-url-not-public")] // 127.0.0.1 as one number
    [InlineData("https://0x7f.1/", "webhook-url-not-public")]
    [InlineData("https://[::1]/", "webhook-url-not-public")]
    [InlineData("https://[::ffff:169.254.169.254]/", "webhook-url-not-public")]
    [InlineData("https://169.254.169.254/latest/meta-data", "webhook-url-not-public")]
    public void An_address_says_by_itself_whether_it_can_be_used(string url, string? code) =>
        Assert.Equal(code, WebhookRules.WhyNot(url, allowPrivate: false)?.Code);

    private static CallOutcome Outcome(int status) => new(Noon, status, 1, null, null);

    private static WebhookEndpoint Endpoint() =>
        WebhookEndpoint.Create("Ärendesystemet", "https://mottagare.example/iop", [], 0, allowPrivate: false, Seal, By);

    /// <summary>No seal at all, but it shows whether one was put on.</summary>
    private sealed class Reversal : ISecretSeal
    {
        public string Seal(string purpose, string secret) => string.Concat(secret.Reverse());

        public string Open(string purpose, string sealedSecret) => string.Concat(sealedSecret.Reverse());
    }
}
