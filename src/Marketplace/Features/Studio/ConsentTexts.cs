namespace Marketplace.Features.Studio;

internal static class ConsentTexts
{
    /// <summary>Version of the <c>studio.consent.*</c> texts; raised whenever one of them changes, and kept with every consent.</summary>
    public const string Version = "2026-11";
}
