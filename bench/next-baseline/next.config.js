// The baseline app is built where it stands, apart from the product's own build.
export default { poweredByHeader: false };
