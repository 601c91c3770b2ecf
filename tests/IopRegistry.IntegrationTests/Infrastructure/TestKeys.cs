using System.Security.Cryptography;

namespace IopRegistry.IntegrationTests.Infrastructure;

/// <summary>Master keys of the tests, made from words so that no key stands in the code.</summary>
internal static class TestKeys
{
    public const string Setting = "Keys:Encryption";

    public static string Master { get; } = Of("the master key of the tests");

    public static string Of(string words) =>
        Convert.ToBase64String(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(words)));
}
