namespace Marketplace.Infrastructure.Localization;

/// <summary>Names of places and people stand as a Vietnamese reader looks for them: "Bản Hồ" before "Bắc Hà", "Đà Nẵng" after "Cần Thơ" (the vi collation of CLDR).</summary>
internal static class VietnameseOrder
{
    public static readonly StringComparer Names = StringComparer.Create(Languages.Culture(Languages.Default), ignoreCase: true);
}
