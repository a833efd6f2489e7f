import './listing.css';
