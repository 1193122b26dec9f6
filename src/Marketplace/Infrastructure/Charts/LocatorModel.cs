namespace Marketplace.Infrastructure.Charts;

/// <summary>For the partial <c>_Locator</c>: where in the country something is. Nothing is drawn without a code.</summary>
public sealed record LocatorModel(string ProvinceCode, string ProvinceName);
