using IopRegistry.Openness;

namespace IopRegistry.UnitTests.Openness;

public sealed class SensitiveTextTests
{
    [Theory]
    [InlineData("Exempelgatan 1", true)]
    [InlineData("Vi finns på Storgatan i centrum", true)]
    [InlineData("på norra vägen 12", true)]
    [InlineData("123 45 Exempelköping", true)]
    [InlineData("fastigheten Kvarnen 1:23", true)]
    [InlineData("c/o Exempel", true)]
    [InlineData("läget 59.32931, 18.06858", true)]
    [InlineData("På vägen till ett tryggt liv", false)]
    [InlineData("Handlingsplan 2026", false)]
    [InlineData("Diarienummer KS 2026/123", false)]
    [InlineData("Två tjänster och 650 000 kronor", false)]
    public void Addresses_are_seen(string text, bool expected) =>
        Assert.Equal(expected, SensitiveText.HasAddress(text));

    [Theory]
    [InlineData("Kontakta 900101-0000 om lokalen", true)]
    [InlineData("19900101-0000", true)]
    [InlineData("199001010000", true)]
    [InlineData("Född 900161-0000 (samordningsnummer)", true)]
    [InlineData("Org.nr 559999-0008", false)]
    [InlineData("Diarienummer 2026-000123", false)]
    [InlineData("19121212 1212", true)]
    [InlineData("121212 - 1212", true)]
    [InlineData("121212\u20131212", true)]
    public void Personal_identity_numbers_are_seen_and_organisations_are_not(string text, bool expected) =>
        Assert.Equal(expected, SensitiveText.HasPersonalIdentityNumber(text));

    [Theory]
    [InlineData("Skriv till test.testsson@forening.example", true)]
    [InlineData("Ring 070-000 00 00", true)]
    [InlineData("+46 10 000 00 00", true)]
    [InlineData("Öppet 08.00–17.00 alla dagar", false)]
    public void Contact_details_are_seen(string text, bool expected) =>
        Assert.Equal(expected, SensitiveText.HasContactDetails(text));

    [Theory]
    [InlineData("Skyddat boende i samverkan", true)]
    [InlineData("Kvinnojouren Åsen", true)]
    [InlineData("Stöd till VÅLDSUTSATTA vuxna", true)]
    [InlineData("Arbete mot våld i nära relationer", true)]
    [InlineData("Öppen mötesplats för unga", false)]
    public void What_is_about_sheltered_housing_is_suspected(string text, bool expected) =>
        Assert.Equal(expected, SensitiveText.LooksSheltered([null, text]));
}
